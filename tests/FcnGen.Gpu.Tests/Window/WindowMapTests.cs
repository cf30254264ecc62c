using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Global means and broadcasts against plain double-precision loops: every alignment, and sums in several parts.</summary>
public sealed class WindowMapTests
{
    private const double Tolerance = 1e-5;

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 8, 12, 10, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 64, 5, 7, Placement.AlignedView)]
    [InlineData(DeviceKind.OpenCl, 37, 29, 41, Placement.Strided)]
    [InlineData(DeviceKind.OpenCl, 12, 1, 1, Placement.OddSlice)]
    [InlineData(DeviceKind.Ptx, 8, 5, 4, Placement.AlignedView)]
    [InlineData(DeviceKind.Ptx, 5, 23, 14, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 4, 3, 5, Placement.AlignedView)]
    [InlineData(DeviceKind.Ilgpu, 3, 19, 15, Placement.Strided)]
    public void Means_and_broadcasts_agree_with_loops(DeviceKind kind, int channels, int height, int width, Placement placement)
    {
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        Array4 map = Array4.Random(random, 2, channels, height, width), other = Array4.Random(random, 2, channels, height, width);
        Array4 cell = Array4.Random(random, 2, channels, 1, 1), otherCell = Array4.Random(random, 2, channels, 1, 1);
        Blob mapBlob = bench.Place(map, placement), cellBlob = bench.Place(cell, placement), toMap = bench.Place(other, placement), toCell = bench.Place(otherCell, placement);

        bench.Only(() => bench.Kernels.GlobalAvgPoolBackward<TwiceWherePositive>(cellBlob, mapBlob, toMap, true), toMap);
        Close.Check(Masked(MapReference.Spread(cell, height, width).Map(v => v / (height * width)), other, map), bench.Read(toMap), Tolerance, "gradient of the mean");
        bench.Only(() => bench.Kernels.BroadcastBackward<TwiceWherePositive>(mapBlob, cellBlob, toCell, true), toCell);
        Close.Check(Masked(MapReference.Sum(map), otherCell, cell), bench.Read(toCell), Tolerance, "gradient of the broadcast");
        bench.Only(() => bench.Kernels.BroadcastBackward<PassThrough>(mapBlob, cellBlob, toCell, false), toCell);
        Close.Check(MapReference.Sum(map), bench.Read(toCell), Tolerance, "plain gradient of the broadcast");
        bench.Only(() => bench.Kernels.GlobalAvgPool(mapBlob, toCell), toCell);
        Close.Check(MapReference.Mean(map), bench.Read(toCell), Tolerance, "mean");
        bench.Only(() => bench.Kernels.Broadcast(cellBlob, toMap), toMap);
        Close.Check(MapReference.Spread(cell, height, width), bench.Read(toMap), 0, "broadcast");
    }

    [NeedsFact(Need.OpenCl)]
    public void The_mean_of_a_large_map_is_exact_to_a_float()
    {
        // A sum in single precision, even in as many parts, would be wrong in its fifth digit.
        using var bench = new GpuBench(DeviceKind.OpenCl);
        var map = new Array4(1, 3, 700, 900);
        for (int i = 0; i < map.Values.Length; i++) map.Values[i] = (float)(1000 + Math.Sin(i));
        Blob y = bench.Blob(1, 3, 1, 1, Placement.Dense);
        bench.Kernels.GlobalAvgPool(bench.Place(map, Placement.Dense), y);
        double[] expected = MapReference.Mean(map).Values, found = bench.Read(y).Values;
        Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(expected[c], found[c], 0.0002));
    }

    private static Array4 Masked(Array4 gradient, Array4 before, Array4 x) =>
        gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0);
}
