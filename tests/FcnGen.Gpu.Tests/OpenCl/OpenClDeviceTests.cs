using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>The OpenCL device with kernels written by hand, on whatever OpenCL the machine has (CI: PoCL).</summary>
public sealed class OpenClDeviceTests : IDisposable
{
    private readonly OpenClDevice _device = OpenClDevice.Open(0, new OpenClTexts());

    public void Dispose() => _device.Dispose();

    [NeedsFact(Need.OpenCl)]
    public void Passes_views_at_their_offsets_then_scalars()
    {
        const int Count = 200;
        using GpuMemory memory = _device.Allocate(4096);
        float[] x = [.. Enumerable.Range(0, Count).Select(i => i * 0.5f)];
        _device.Zero(memory, 0, 4096);
        _device.Write(memory, 512, MemoryMarshal.AsBytes<float>(x));
        _device.Launch(OpenClTexts.Saxpy, new LaunchGrid(LaunchGrid.Cover(Count, 64)), [new(memory, 512, 4), new(memory, 2048, 4)], [3f, Count]);

        var all = new float[1024];
        _device.Read(memory, 0, MemoryMarshal.AsBytes(all.AsSpan()));
        Assert.Equal(x, all[128..328]);
        Assert.Equal(x.Select((v, i) => 3 * v + i), all[512..712]);
        Assert.All(all[..128], v => Assert.Equal(0, v));
        Assert.All(all[712..], v => Assert.Equal(0, v));
    }

    [NeedsFact(Need.OpenCl)]
    public void Counts_the_offset_of_a_view_in_its_own_elements()
    {
        using GpuMemory bytes = _device.Allocate(64);
        using GpuMemory words = _device.Allocate(64);
        _device.Write(bytes, 0, [.. Enumerable.Range(0, 64).Select(i => (byte)i)]);
        _device.Zero(words, 0, 64);
        for (int i = 0; i < 2; i++) _device.Launch(OpenClTexts.AddBytes, new LaunchGrid(1), [new(bytes, 7, 1), new(words, 8, 4)], [5]);
        var sums = new int[16];
        _device.Read(words, 0, MemoryMarshal.AsBytes(sums.AsSpan()));
        Assert.Equal([0, 0, 14, 16, 18, 20, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0], sums);
    }

    [NeedsFact(Need.OpenCl)]
    public void Runs_groups_in_three_dimensions()
    {
        using GpuMemory memory = _device.Allocate(2 * 32000 * sizeof(float));
        _device.Zero(memory, 0, memory.Bytes);
        _device.Launch(OpenClTexts.Saxpy, new LaunchGrid(1, 2, 3), [new(memory, 0, 4), new(memory, 32000 * 4, 4)], [0f, 32000]);
        var y = new float[32000];
        _device.Read(memory, 32000 * 4, MemoryMarshal.AsBytes(y.AsSpan()));
        int[] starts = [0, 1000, 10000, 11000, 20000, 21000];
        Assert.Equal(
            starts.SelectMany(start => Enumerable.Range(start, 64)).Where(i => i > 0),
            Enumerable.Range(0, y.Length).Where(i => y[i] != 0));
    }

    [NeedsFact(Need.OpenCl)]
    public void Shows_what_the_compiler_says_about_a_kernel()
    {
        var e = Assert.Throws<KernelBuildException>(() => _device.Launch(OpenClTexts.Broken, new LaunchGrid(1), [], []));
        Assert.Equal("hand_broken", e.Kernel);
        Assert.Contains("can't build kernel hand_broken (CL_BUILD_PROGRAM_FAILURE). The compiler of its driver says:\n", e.Message, StringComparison.Ordinal);
        Assert.Contains("not_declared_anywhere", e.Message, StringComparison.Ordinal);
    }

    [NeedsFact(Need.OpenCl)]
    public void Refuses_kernels_that_do_not_fit()
    {
        var threads = Assert.Throws<DeviceUnsupportedException>(() => _device.Launch(OpenClTexts.Wide, new LaunchGrid(1), [], []));
        Assert.StartsWith("Kernel hand_wide runs 1048576 threads in a group; ", threads.Message, StringComparison.Ordinal);
        var cuda = Assert.Throws<DeviceUnsupportedException>(() => _device.Launch(new KernelDefinition("HandMma", 32, "") { CudaOnly = true }, new LaunchGrid(1), [], []));
        Assert.StartsWith("Kernel hand_mma uses instructions of NVIDIA GPUs", cuda.Message, StringComparison.Ordinal);
        Assert.False(_device.HasTensorCores);
    }

    [NeedsFact(Need.OpenCl)]
    public void Names_the_kernel_whose_entry_point_or_arguments_are_wrong()
    {
        var entry = Assert.Throws<DriverCallException>(() => _device.Launch(OpenClTexts.Nameless, new LaunchGrid(1), [], []));
        Assert.Equal("OpenCL: finding kernel hand_nameless in its program failed with CL_INVALID_KERNEL_NAME.", entry.Message);
        var missing = Assert.Throws<DriverCallException>(() => _device.Launch(OpenClTexts.Saxpy, new LaunchGrid(1), [], []));
        Assert.StartsWith("OpenCL: launching kernel hand_saxpy failed with CL_INVALID_KERNEL_ARGS", missing.Message, StringComparison.Ordinal);
    }

    [NeedsFact(Need.OpenCl)]
    public void Says_how_much_memory_was_asked_for_and_is_there()
    {
        OpenClHardware hardware = OpenClHardware.List(OpenClApi.Default)[0];
        var e = Assert.Throws<DeviceMemoryException>(() => _device.Allocate(1L << 50));
        Assert.StartsWith($"{hardware.Name} can't give 1125899906842624 bytes in one piece (CL_", e.Message, StringComparison.Ordinal);
        Assert.Contains($"it has {hardware.Memory} bytes, of which one piece is at most {hardware.LargestBuffer}. Use smaller pictures", e.Message, StringComparison.Ordinal);
        using GpuMemory memory = _device.Allocate(64); // and it still works
    }

    [NeedsFact(Need.OpenCl)]
    public void Refuses_views_that_kernels_can_not_reach()
    {
        using GpuMemory memory = _device.Allocate(64);
        var e = Assert.Throws<DeviceMemoryException>(
            () => _device.Launch(OpenClTexts.Saxpy, new LaunchGrid(1), [new(memory, 0, 4), new(memory, 4L << 31, 4)], [1f, 1]));
        Assert.Contains("Kernel hand_saxpy would read or write 8589934592 bytes from the start of a buffer", e.Message, StringComparison.Ordinal);
    }

    [NeedsFact(Need.OpenCl)]
    public void Memory_may_outlive_its_device_and_be_forgotten()
    {
        OpenClDevice device = OpenClDevice.Open(0, new OpenClTexts());
        GpuMemory memory = device.Allocate(64);
        Forget(device);
        device.Zero(memory, 0, 64);
        device.Dispose();
        device.Dispose();
        memory.Dispose();
        memory.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Throws<ObjectDisposedException>(() => device.Allocate(64));
        Assert.Throws<ObjectDisposedException>(() => device.Finish());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(OpenClDevice device) => device.Allocate(64);
    }

    [NeedsFact(Need.OpenCl)]
    public void Copies_stay_inside_their_memory()
    {
        using GpuMemory memory = _device.Allocate(100);
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.Write(memory, 90, new byte[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.Read(memory, -4, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.Zero(memory, 100, 4));
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _device.Zero(memory, 0, 4));
    }

    [NeedsFact(Need.OpenCl)]
    public void Launches_allocate_nothing()
    {
        using GpuMemory memory = _device.Allocate(4096);
        Launch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Launch();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Launch() => _device.Launch(OpenClTexts.Saxpy, new LaunchGrid(1), [new(memory, 0, 4), new(memory, 2048, 4)], [2f, 64]);
    }
}
