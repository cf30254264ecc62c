using System;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;
using FcnGen.Geometry;

namespace FcnGen.Gpu.Tests;

/// <summary>Resizing against plain double-precision loops: up, down, from and to one cell, every alignment.</summary>
public sealed class WindowResizeTests
{
    private const double Tolerance = 1e-5;

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 1, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 8, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 64, Placement.AlignedView)]
    [InlineData(DeviceKind.OpenCl, 12, Placement.OddSlice)]
    [InlineData(DeviceKind.OpenCl, 21, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 8, Placement.AlignedView)]
    [InlineData(DeviceKind.Ptx, 5, Placement.Strided)]
    public void Resizing_agrees_with_loops(DeviceKind kind, int channels, Placement placement)
    {
        using var bench = new GpuBench(kind);
        int seed = channels;
        foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
        foreach (NearestRounding rounding in Enum.GetValues<NearestRounding>())
        {
            ResizeOf<N1>.Set(coordinates, rounding, 0, 0);
            Check<N1>(bench, seed++, channels, new(5, 3), new(4, 7), placement, seed % 2 == 0);
            ResizeOf<N1>.Set(coordinates, rounding, new(3, 2), new(2, 3));
            Check<N1>(bench, seed++, channels, new(5, 4), new(7, 2), placement, seed % 2 == 0);
        }

        foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
        {
            ResizeOf<N0>.Set(coordinates, NearestRounding.Floor, 0, 0);
            Check<N0>(bench, seed++, channels, new(5, 3), new(4, 7), placement, true);
            Check<N0>(bench, seed++, channels, new(9, 1), new(1, 6), placement, false); // from one column, and to one row of the middle
            Check<N0>(bench, seed++, channels, 3, 3, placement, true);
            Check<N0>(bench, seed++, channels, 1, new(5, 3), placement, true);
            ResizeOf<N0>.Set(coordinates, NearestRounding.Floor, new(3, 2), new(2, 5));
            Check<N0>(bench, seed++, channels, new(3, 11), new(4, 4), placement, false);
        }
    }

    [DeviceTheory]
    [InlineData(DeviceKind.Ilgpu, 4, Placement.Dense)]
    [InlineData(DeviceKind.Ilgpu, 3, Placement.Strided)]
    public void The_kernels_themselves_agree_with_loops(DeviceKind kind, int channels, Placement placement)
    {
        using var bench = new GpuBench(kind);
        ResizeOf<N0>.Set(ResizeCoordinates.HalfPixel, NearestRounding.Floor, 0, 0);
        Check<N0>(bench, 1, channels, new(2, 5), new(3, 2), placement, true);
        ResizeOf<N1>.Set(ResizeCoordinates.AlignedCorners, NearestRounding.HalfDown, 0, 0);
        Check<N1>(bench, 2, channels, new(2, 5), new(3, 2), placement, true);
    }

    [Fact]
    public void Kernels_differ_by_mode_alignment_and_mask_only()
    {
        Assert.Equal("resize_bilinear_x4", ResizeKernels<ResizeOf<N0>, FourLanes>.Forward.Name);
        Assert.Equal("resize_gradient_rows_nearest_x1", ResizeKernels<ResizeOf<N1>, OneLane>.GradientRows.Name);
        Assert.Equal("resize_gradient_columns_nearest_masked_x40000000_x4", ResizeKernels<ResizeOf<N1>, TwiceWherePositive, FourLanes>.GradientColumns.Name);
    }

    private static void Check<TMode>(GpuBench bench, int seed, int channels, PerAxis<int> from, PerAxis<int> to, Placement placement, bool accumulate)
        where TMode : struct, INumber
    {
        string what = $"{ResizeOf<TMode>.Mode}, {ResizeOf<TMode>.Coordinates}, {ResizeOf<TMode>.Rounding}, {from} to {to}, {channels} channels";
        ResizeReference resize = ResizeReference.Of<ResizeOf<TMode>>();
        var random = new Random(seed);
        bench.Reset();
        Array4 x = Array4.Random(random, 2, channels, from.Height, from.Width), before = Array4.Random(random, 2, channels, from.Height, from.Width);
        Array4 dy = Array4.Random(random, 2, channels, to.Height, to.Width);
        Blob xBlob = bench.Place(x, placement), y = bench.Place(dy, placement), dyBlob = bench.Place(dy, placement), dx = bench.Place(before, placement);

        Array4 expected = resize.Forward(x, to.Height, to.Width);
        bench.Only(() => bench.Kernels.Resize<ResizeOf<TMode>>(xBlob, y, accumulate), y);
        Close.Check(accumulate ? expected.Zip(dy, (a, b) => a + b) : expected, bench.Read(y), Tolerance, what);

        Array4 gradient = resize.Backward(dy, from.Height, from.Width), magnitude = resize.Backward(dy.Abs(), from.Height, from.Width).Map(v => 2 * v + 2);
        if (accumulate)
        {
            bench.Only(() => bench.Kernels.ResizeBackward<ResizeOf<TMode>, TwiceWherePositive>(dyBlob, xBlob, dx, true), dx);
            gradient = gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0);
        }
        else
        {
            bench.Only(() => bench.Kernels.ResizeBackward<ResizeOf<TMode>, PassThrough>(dyBlob, xBlob, dx, false), dx);
        }

        Close.Check(gradient, magnitude, bench.Read(dx), Tolerance, "gradient, " + what);
    }
}
