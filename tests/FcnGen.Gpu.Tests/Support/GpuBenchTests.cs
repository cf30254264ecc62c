using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>The bench itself: what is placed is read back, and what is written elsewhere is found.</summary>
public sealed class GpuBenchTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Reads_back_what_it_placed_and_touches_nothing_else(DeviceKind kind)
    {
        using var bench = new GpuBench(kind, bytes: 1 << 20);
        foreach (Placement placement in Enum.GetValues<Placement>())
        {
            bench.Reset();
            Array4 array = Array4.Random(new Random(1), 2, 8, 3, 5);
            Blob blob = bench.Blob(2, 8, 3, 5, placement);
            Assert.Equal(placement is Placement.Dense or Placement.AlignedView, blob.Offset % 16 == 0 && blob.PixelStride % 4 == 0);
            bench.Only(() => bench.Device.Upload(bench.Arena, array.ToFloats(), blob), blob);
            Assert.Equal(array.Values, bench.Read(blob).Values);
        }
    }

    [Fact]
    public void Finds_what_is_written_outside_a_view()
    {
        using var bench = new GpuBench(DeviceKind.Ptx, bytes: 1 << 20);
        Blob blob = bench.Blob(1, 4, 3, 3, Placement.Strided);
        var values = new float[4 * 3 * 3];
        int untouched = bench.Untouched();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => bench.Only(() => bench.Device.Upload(bench.Arena, values, blob), blob.Slice(0, 3)));
        Assert.Equal(untouched - 4 * 3 * 3, bench.Untouched());
    }
}
