using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>What the CUDA device passes to the driver: memory, kernels, arguments, times.</summary>
public sealed class CudaDeviceTests : IDisposable
{
    private readonly MockCuda _mock = new();

    public void Dispose() => _mock.Dispose();

    [NeedsFact(Need.Gcc)]
    public void Passes_views_as_address_and_length_then_scalars()
    {
        using (CudaDevice device = _mock.Open())
        using (GpuMemory memory = device.Allocate(4096))
        {
            float[] x = [.. Enumerable.Range(0, 100).Select(i => i * 0.5f)];
            device.Zero(memory, 0, 4096);
            device.Write(memory, 256, MemoryMarshal.AsBytes<float>(x));
            device.Launch(PtxTexts.Saxpy, new LaunchGrid(2, 3, 4), [new(memory, 256, 4), new(memory, 2048, 4)], [3f, 100]);

            var y = new float[100];
            device.Read(memory, 2048, MemoryMarshal.AsBytes(y.AsSpan()));
            Assert.Equal(x.Select((v, i) => 3 * v + i), y);

            long address = ((CudaMemory)memory).Address;
            byte[][] arguments =
            [
                [.. BitConverter.GetBytes(address + 256), .. BitConverter.GetBytes(960L)],
                [.. BitConverter.GetBytes(address + 2048), .. BitConverter.GetBytes(512L)],
                BitConverter.GetBytes(3f),
                BitConverter.GetBytes(100),
            ];
            Assert.Equal("launch hand_saxpy 2x3x4 64 0 " + string.Join(' ', arguments.Select(Convert.ToHexStringLower)), _mock.Launches(PtxTexts.Saxpy).Single());
        }

        _mock.AssertClean();
    }

    [NeedsFact(Need.Gcc)]
    public void Asks_for_shared_memory_beyond_48_KB()
    {
        using CudaDevice device = _mock.Open();
        device.Launch(PtxTexts.Big, new LaunchGrid(1), [], []);
        device.Launch(PtxTexts.Big, new LaunchGrid(1), [], []);
        device.Launch(PtxTexts.Small, new LaunchGrid(1), [], []);
        Assert.Equal(
            ["load hand_big", "shared hand_big 98304", "launch hand_big 1x1x1 256 98304", "launch hand_big 1x1x1 256 98304", "load hand_small", "launch hand_small 1x1x1 256 32768"],
            _mock.Log);
    }

    [NeedsFact(Need.Gcc)]
    public void Refuses_kernels_that_do_not_fit()
    {
        using CudaDevice device = _mock.Open();
        var shared = Assert.Throws<DeviceUnsupportedException>(() => device.Launch(PtxTexts.TooBig, new LaunchGrid(1), [], []));
        Assert.Equal("Kernel hand_too_big needs 205824 bytes of shared memory in a group; Mock GPU 0 gives at most 101376.", shared.Message);
        var threads = Assert.Throws<DeviceUnsupportedException>(() => device.Launch(PtxTexts.Wide, new LaunchGrid(1), [], []));
        Assert.Equal("Kernel hand_wide_ptx runs 2048 threads in a group; Mock GPU 0 runs at most 1024 of it, with 96 registers each.", threads.Message);
    }

    [NeedsFact(Need.Gcc)]
    public void Shows_what_the_compiler_says_about_a_kernel()
    {
        using CudaDevice device = _mock.Open();
        var e = Assert.Throws<KernelBuildException>(() => device.Launch(PtxTexts.Broken, new LaunchGrid(1), [], []));
        Assert.Equal("hand_broken_ptx", e.Kernel);
        Assert.Equal(
            "Mock GPU 0 can't compile kernel hand_broken_ptx (CUDA_ERROR_INVALID_PTX, driver for CUDA 12.4). Its compiler says:\n"
            + "ptxas application ptx input, line 3; fatal: Parsing error near 'nonsense'",
            e.Message);
    }

    [NeedsFact(Need.Gcc)]
    public void Says_how_much_memory_was_asked_for_and_is_free()
    {
        _mock.Memory = 1000;
        using CudaDevice device = _mock.Open();
        using GpuMemory first = device.Allocate(600);
        var e = Assert.Throws<DeviceMemoryException>(() => device.Allocate(500));
        Assert.StartsWith("Mock GPU 0 can't give 500 bytes: 400 of its 1000 are free, 600 are in use by networks of this program.", e.Message, StringComparison.Ordinal);
    }

    [NeedsFact(Need.Gcc)]
    public void Counts_memory_and_its_peak()
    {
        using CudaDevice device = _mock.Open();
        GpuMemory first = device.Allocate(600);
        using GpuMemory second = device.Allocate(300);
        first.Dispose();
        Assert.Equal((300, 900), (device.AllocatedBytes, device.PeakBytes));
        device.ResetPeak();
        using GpuMemory third = device.Allocate(100);
        Assert.Equal(400, device.PeakBytes);
    }

    [NeedsFact(Need.Gcc)]
    public void Names_the_kernel_whose_launch_fails_and_hints_at_faults_of_earlier_ones()
    {
        using CudaDevice device = _mock.Open();
        _mock["launch_code"] = 700;
        var e = Assert.Throws<DriverCallException>(() => device.Launch(PtxTexts.Small, new LaunchGrid(7, 2), [], []));
        Assert.StartsWith("CUDA: launching kernel hand_small with 7 x 2 x 1 groups failed with CUDA_ERROR_ILLEGAL_ADDRESS. A kernel that was launched before", e.Message, StringComparison.Ordinal);
        _mock["launch_code"] = 77;
        e = Assert.Throws<DriverCallException>(() => device.Launch(PtxTexts.Small, new LaunchGrid(1), [], []));
        Assert.Equal("CUDA: launching kernel hand_small with 1 x 1 x 1 groups failed with error 77.", e.Message);
    }

    [NeedsFact(Need.Gcc)]
    public void Memory_may_outlive_its_device()
    {
        GpuMemory memory;
        using (CudaDevice device = _mock.Open())
        {
            memory = device.Allocate(100);
            device.Launch(PtxTexts.Small, new LaunchGrid(1), [], []);
        }

        Assert.Equal((1, 1), (_mock["live_memory"], _mock["retained"]));
        memory.Dispose();
        memory.Dispose();
        _mock.AssertClean();
    }

    [NeedsFact(Need.Gcc)]
    public void A_forgotten_device_is_released()
    {
        Forget();
        for (int i = 0; i < 20 && _mock["retained"] > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        _mock.AssertClean();

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Forget()
        {
            CudaDevice device = _mock.Open();
            device.Allocate(100);
            device.Launch(PtxTexts.Small, new LaunchGrid(1), [], []);
        }
    }

    [NeedsFact(Need.Gcc)]
    public void Nothing_runs_after_disposal()
    {
        CudaDevice device = _mock.Open();
        GpuMemory memory = device.Allocate(100);
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Zero(memory, 0, 4));
        device.Dispose();
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Allocate(100));
        Assert.Throws<ObjectDisposedException>(() => device.Launch(PtxTexts.Small, new LaunchGrid(1), [], []));
        _mock.AssertClean();
    }

    [NeedsFact(Need.Gcc)]
    public void Copies_stay_inside_their_memory()
    {
        using CudaDevice device = _mock.Open();
        using GpuMemory memory = device.Allocate(100);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Write(memory, 90, new byte[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Read(memory, -4, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Zero(memory, 100, 4));
    }

    /// <summary>Such a device reads the program's memory when the copy's turn comes, perhaps after the call.</summary>
    [NeedsFact(Need.Gcc)]
    public void Copies_by_the_device_itself_are_waited_for()
    {
        _mock["reads_pageable"] = 1;
        using CudaDevice device = _mock.Open();
        using GpuMemory memory = device.Allocate(64);
        byte[] values = [1, 2, 3, 4];
        device.Write(memory, 8, values);
        values.AsSpan().Clear();
        device.Read(memory, 8, values);
        Assert.Equal([1, 2, 3, 4], values);
    }

    [NeedsFact(Need.Gcc)]
    public void Launches_allocate_nothing()
    {
        using CudaDevice device = _mock.Open();
        using GpuMemory memory = device.Allocate(4096);
        Launch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Launch();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Launch() => device.Launch(PtxTexts.Saxpy, new LaunchGrid(1), [new(memory, 0, 4), new(memory, 2048, 4)], [2f, 64]);
    }

    [NeedsFact(Need.Gcc)]
    public void Times_launches_by_events()
    {
        using CudaDevice device = _mock.Open();
        LaunchTime[] times = [.. device.TimeLaunches(() =>
        {
            device.Launch(PtxTexts.Small, new LaunchGrid(3), [], []);
            device.Launch(PtxTexts.Big, new LaunchGrid(5), [], []);
        })];
        Assert.Equal([new LaunchTime(PtxTexts.Small, new LaunchGrid(3), 0.25), new LaunchTime(PtxTexts.Big, new LaunchGrid(5), 0.25)], times);
        Assert.Equal(0, _mock["live_events"]);
        Assert.Equal(new CudaKernelResources(96, 0, 1024), device.Resources(PtxTexts.Small));
    }
}
