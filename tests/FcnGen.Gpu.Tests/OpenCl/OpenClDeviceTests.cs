using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu.Tests;

/// <summary>The OpenCL device against kernels written by hand, on whatever OpenCL the machine has (CI: PoCL).</summary>
public sealed class OpenClDeviceTests : IDisposable
{
    private readonly OpenClDevice _device = OpenClDevice.Open(0, new OpenClTexts());

    public void Dispose() => _device.Dispose();

    [Fact]
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
        Assert.Equal(x.Select((v, i) => 3 * v + i), all[512..(512 + Count)]);
        Assert.All(all[(512 + Count)..], v => Assert.Equal(0, v));
    }
}
