using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Unpooling against plain double-precision loops: odd sizes, padding, gaps between windows, every alignment.</summary>
public sealed class WindowUnpoolTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 8, 12, 10, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 64, 5, 7, Placement.AlignedView)]
    [InlineData(DeviceKind.OpenCl, 8, 13, 6, Placement.OddSlice)]
    [InlineData(DeviceKind.OpenCl, 5, 9, 11, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 8, 5, 4, Placement.AlignedView)]
    [InlineData(DeviceKind.Ptx, 5, 5, 4, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 4, 3, 5, Placement.AlignedView)]
    [InlineData(DeviceKind.Ilgpu, 3, 3, 5, Placement.Strided)]
    public void Agrees_with_loops(DeviceKind kind, int channels, int height, int width, Placement placement)
    {
        Check<PoolOf<N2, N2, N0>, TwiceWherePositive>(kind, channels, height, width, placement, true);
        Check<PoolOf<N3, N3, N1>, TwiceWherePositive>(kind, channels, height, width, placement, true);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Windows_may_be_oblong_and_leave_gaps(DeviceKind kind)
    {
        Check<PoolOf<N2, N3, N1>, PassThrough>(kind, 3, 6, 9, Placement.Dense, false);
        Check<OblongPool<PoolOf<N2, N2, N0>, PoolOf<N3, N3, N1>>, PassThrough>(kind, 4, 7, 4, Placement.AlignedView, true);
    }

    /// <summary>Where a window of the border has no number, its byte names a cell of the padding: nothing is put or read there.</summary>
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, Placement.AlignedView)]
    [InlineData(DeviceKind.Ptx, Placement.AlignedView)]
    [InlineData(DeviceKind.Ptx, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, Placement.Strided)]
    public void A_winner_outside_the_map_has_no_cell(DeviceKind kind, Placement placement)
    {
        using var bench = new GpuBench(kind);
        var ones = new Array4(1, 4, 3, 3).Map(_ => 1);
        Blob x = bench.Place(new Array4(1, 4, 2, 2).Map(_ => 1), placement), dy = bench.Place(ones, placement);
        Blob y = bench.Blob(1, 4, 3, 3, placement), dx = bench.Blob(1, 4, 2, 2, placement);
        ByteBlob winners = bench.Place(new byte[16], 1, 2, 2, 4);
        bench.Only(() => bench.Kernels.Unpool<PoolOf<N2, N2, N1>>(x, winners, y), y);
        bench.Only(() => bench.Kernels.UnpoolBackward<PoolOf<N2, N2, N1>, PassThrough>(dy, winners, dx, dx, false), dx);
        Assert.Equal(Enumerable.Repeat<double[]>([0, 0, 0, 0, 1, 0, 0, 0, 0], 4).SelectMany(plane => plane), bench.Read(y).Values);
        Assert.Equal(Enumerable.Repeat<double[]>([0, 0, 0, 1], 4).SelectMany(plane => plane), bench.Read(dx).Values);
    }

    private static void Check<TShape, TMask>(DeviceKind kind, int channels, int h, int w, Placement placement, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        string what = $"k{TShape.Kernel} s{TShape.Stride} p{TShape.Pad}";
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        PoolReference pool = PoolReference.Of<TShape>();
        var unpool = new UnpoolReference(pool);
        int height = pool.HeightOf(h), width = pool.WidthOf(w);
        (_, byte[] winners) = pool.Max(Array4.Random(random, 2, channels, h, w), height, width);
        Array4 x = Array4.Random(random, 2, channels, height, width), dy = Array4.Random(random, 2, channels, h, w);
        Array4 before = Array4.Random(random, 2, channels, height, width);
        Blob xBlob = bench.Place(x, placement), y = bench.Blob(2, channels, h, w, placement);
        Blob dyBlob = bench.Place(dy, placement), dx = bench.Place(before, placement);
        ByteBlob winnerBlob = bench.Place(winners, 2, height, width, channels);
        bench.Only(() => bench.Kernels.Unpool<TShape>(xBlob, winnerBlob, y), y);
        Close.Check(unpool.Forward(x, winners, h, w), bench.Read(y), 0, what);

        bench.Only(() => bench.Kernels.UnpoolBackward<TShape, TMask>(dyBlob, winnerBlob, xBlob, dx, accumulate), dx);
        Array4 expected = unpool.Backward(dy, winners, height, width);
        if (accumulate) expected = expected.Zip(before, (g, b) => g + b);
        if (TMask.Masks) expected = expected.Zip(x, (g, v) => v > 0 ? TMask.Factor * g : 0);
        Close.Check(expected, bench.Read(dx), 1e-6, "gradient, " + what);
    }
}
