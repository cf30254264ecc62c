using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Pooling against plain double-precision loops: odd sizes, overhang, padding, every alignment.</summary>
public sealed class WindowPoolTests
{
    private const double Tolerance = 1e-5;

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 8, 12, 10, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 64, 5, 7, Placement.AlignedView)]
    [InlineData(DeviceKind.OpenCl, 5, 9, 11, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 8, 13, 6, Placement.OddSlice)]
    [InlineData(DeviceKind.OpenCl, 21, 1, 3, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 8, 5, 4, Placement.AlignedView)]
    [InlineData(DeviceKind.Ptx, 5, 5, 4, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 4, 3, 5, Placement.AlignedView)]
    [InlineData(DeviceKind.Ilgpu, 3, 3, 5, Placement.Strided)]
    public void Max_pooling_agrees_with_loops(DeviceKind kind, int channels, int height, int width, Placement placement)
    {
        Max<PoolOf<N2, N2, N0>, TwiceWherePositive>(kind, channels, height, width, placement, true);
        Max<PoolOf<N3, N2, N1>, TwiceWherePositive>(kind, channels, height, width, placement, true);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Windows_may_overlap_and_leave_gaps(DeviceKind kind)
    {
        Max<PoolOf<N3, N1, N1>, PassThrough>(kind, 3, 5, 4, Placement.Strided, false);
        Max<PoolOf<N2, N3, N1>, PassThrough>(kind, 3, 6, 9, Placement.Dense, false);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 8, 12, 10, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 5, 9, 11, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 3, 5, 4, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 3, 5, 4, Placement.Strided)]
    public void Mean_pooling_agrees_with_loops(DeviceKind kind, int channels, int height, int width, Placement placement)
    {
        Mean<PoolOf<N3, N2, N1>>(kind, channels, height, width, placement);
        Mean<PoolOf<N5, N3, N2>>(kind, channels, height, width, placement);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Oblong_windows_with_pads_by_side_agree_with_loops(DeviceKind kind)
    {
        Max<OblongPool<PoolOf<N2, N2, N0>, PoolOf<N3, N1, N1>>, TwiceWherePositive>(kind, 5, 7, 4, Placement.Strided, true);
        Mean<OblongPool<PoolOf<N3, N2, N1>, PaddedPool<PoolOf<N2, N1, N0>, N1>>>(kind, 3, 5, 4, Placement.Strided);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void The_first_of_equals_wins(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        Blob x = bench.Place(new Array4(1, 4, 3, 3));
        Blob y = bench.Blob(1, 4, 2, 2);
        ByteBlob winners = bench.Bytes(1, 2, 2, 4);
        bench.Kernels.MaxPool<PoolOf<N2, N2, N1>>(x, y, winners);
        // Windows of the border start at the first cell inside: row 1, column 1, or both.
        Assert.Equal([3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0], bench.Read(winners));
    }

    [NeedsFact(Need.OpenCl)]
    public void Windows_whose_taps_do_not_fit_a_byte_are_refused()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        Blob x = bench.Blob(1, 4, 17, 17);
        Blob y = bench.Blob(1, 4, 1, 1);
        ByteBlob winners = bench.Bytes(1, 1, 1, 4);
        var failure = Assert.Throws<NotSupportedException>(() => bench.Kernels.MaxPool<PoolOf<D<N1, N7>, N1, N0>>(x, y, winners));
        Assert.Contains("17x17", failure.Message, StringComparison.Ordinal);
    }

    private static void Max<TShape, TMask>(DeviceKind kind, int channels, int h, int w, Placement placement, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        string what = $"k{TShape.Kernel} s{TShape.Stride} p{TShape.Pad}";
        (int height, int width) = Size<TShape>(h, w);
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        var pool = PoolReference.Of<TShape>();
        Array4 x = Array4.Random(random, 2, channels, h, w);
        (Array4 expected, byte[] winners) = pool.Max(x, height, width);
        Blob xBlob = bench.Place(x, placement);
        Blob y = bench.Blob(2, channels, height, width, placement);
        bench.Only(() => bench.Kernels.MaxPool<TShape>(xBlob, y), y);
        Close.Check(expected, bench.Read(y), 0, what);
        ByteBlob winnerBlob = bench.Bytes(2, height, width, channels);
        bench.Kernels.MaxPool<TShape>(xBlob, y, winnerBlob);
        Close.Check(expected, bench.Read(y), 0, "with winners, " + what);
        Assert.Equal(winners, bench.Read(winnerBlob));

        Array4 dy = Array4.Random(random, 2, channels, height, width);
        Array4 before = Array4.Random(random, 2, channels, h, w);
        Array4 gradient = pool.MaxBackward(dy, winners, h, w);
        Blob dyBlob = bench.Place(dy, placement);
        Blob dx = bench.Place(before, placement);
        bench.Only(() => bench.Kernels.MaxPoolBackward<TShape, TMask>(dyBlob, winnerBlob, xBlob, dx, accumulate), dx);
        Array4 expectedGradient = accumulate ? gradient.Zip(before, (g, b) => g + b) : gradient;
        if (TMask.Masks) expectedGradient = expectedGradient.Zip(x, (g, v) => v > 0 ? TMask.Factor * g : 0);
        Close.Check(expectedGradient, bench.Read(dx), Tolerance, "gradient, " + what);
    }

    private static void Mean<TShape>(DeviceKind kind, int channels, int h, int w, Placement placement) where TShape : struct, IPoolShape
    {
        string what = $"k{TShape.Kernel} s{TShape.Stride} p{TShape.Pad}";
        (int height, int width) = Size<TShape>(h, w);
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        var pool = PoolReference.Of<TShape>();
        Array4 x = Array4.Random(random, 2, channels, h, w);
        Blob xBlob = bench.Place(x, placement);
        Blob y = bench.Blob(2, channels, height, width, placement);
        bench.Only(() => bench.Kernels.AvgPool<TShape>(xBlob, y), y);
        Close.Check(pool.Mean(x, height, width), bench.Read(y), Tolerance, what);

        Array4 dy = Array4.Random(random, 2, channels, height, width);
        Array4 before = Array4.Random(random, 2, channels, h, w);
        Array4 gradient = pool.MeanBackward(dy, h, w);
        Blob dyBlob = bench.Place(dy, placement);
        Blob dx = bench.Place(before, placement);
        bench.Only(() => bench.Kernels.AvgPoolBackward<TShape, TwiceWherePositive>(dyBlob, xBlob, dx, true), dx);
        Close.Check(
            gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0), bench.Read(dx), Tolerance, "gradient, " + what);
    }

    /// <summary>The output size. No window may start beyond the picture, which networks refuse.</summary>
    private static (int Height, int Width) Size<TShape>(int h, int w) where TShape : struct, IPoolShape
    {
        PoolReference pool = PoolReference.Of<TShape>();
        int height = pool.HeightOf(h), width = pool.WidthOf(w);
        Assert.InRange((height - 1) * pool.StrideH - pool.PadH, -pool.PadH, h - 1);
        Assert.InRange((width - 1) * pool.StrideW - pool.PadW, -pool.PadW, w - 1);
        return (height, width);
    }
}
