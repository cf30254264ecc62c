using System;
using System.Linq;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;
using FcnGen.KernelCompiler;
using FcnGen.Kernels;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;

namespace FcnGen.Gpu.Tests;

public sealed class IlgpuDeviceTests
{
    [Fact]
    public void Copies_and_clears_at_offsets()
    {
        using var device = IlgpuDevice.Cpu();
        using GpuMemory memory = device.Allocate(1024);
        byte[] sent = [.. Enumerable.Range(1, 256).Select(i => (byte)i)];
        device.Zero(memory, 0, 1024);
        device.Write(memory, 300, sent);
        device.Zero(memory, 304, 8);
        var all = new byte[1024];
        device.Read(memory, 0, all);

        Array.Clear(sent, 4, 8);
        Assert.Equal(sent, all[300..556]);
        Assert.All(all[..300].Concat(all[556..]), b => Assert.Equal(0, b));
    }

    [Fact]
    public void Runs_kernels_with_views_ints_and_floats()
    {
        using var device = (IlgpuDevice)Device.Ilgpu();
        using Arena arena = device.CreateArena();
        arena.Reserve(4096);
        float[] values = [.. Enumerable.Range(0, 30).Select(i => i - 12.25f)];
        var x = Blob.Dense(0, 1, 2, 3, 5);
        var y = Blob.Dense(1024, 1, 2, 3, 5);
        device.Upload(arena, values, x);
        new GpuKernels(device, ((GpuArena)arena).Memory).AddScaled(0.5f, x, y, accumulate: false);
        var result = new float[30];
        device.Download(arena, y, result);
        Assert.Equal(values.Select(v => v * 0.5f), result);
    }

    [Fact]
    public void Runs_on_an_accelerator_of_the_caller_and_leaves_it_open()
    {
        using var context = Context.Create(builder => builder.EnableAlgorithms().EnableFcnGen());
        using var accelerator = new CPUDevice(4, 64, 1).CreateCPUAccelerator(context);
        using (Device device = Device.Ilgpu(accelerator))
        {
            Assert.Equal("ilgpu", device.Name);
            Assert.Contains("256", device.Description, StringComparison.Ordinal);
        }

        using var again = IlgpuDevice.On(accelerator);
        using GpuMemory memory = again.Allocate(16);
        again.Write(memory, 0, MemoryMarshal.AsBytes<int>([1, 2, 3, 4]));
        var back = new byte[16];
        again.Read(memory, 0, back);
        Assert.Equal([1, 2, 3, 4], MemoryMarshal.Cast<byte, int>(back).ToArray());
    }

    [Fact]
    public void Refuses_kernels_of_nvidia_gpus()
    {
        using var device = IlgpuDevice.Cpu();
        var kernel = new KernelDefinition("ClearCells", 256, "cuda_only") { CudaOnly = true };
        var error = Assert.Throws<KernelCompilationException>(() => device.Launch(kernel, new LaunchGrid(1), [], []));
        Assert.Contains("clear_cells_cuda_only", error.Message, StringComparison.Ordinal);
        Assert.Contains("NVIDIA", error.Message, StringComparison.Ordinal);
    }
}
