using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Global means and broadcasts against plain double-precision loops.</summary>
public sealed class MapTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory]
    [MemberData(nameof(Widths))]
    public void Means_and_broadcasts_agree_with_loops(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            int batch = random.Next(1, 4), channels = random.Next(1, 40), h = random.Next(1, 9), w = random.Next(1, 9);
            bool strided = random.Next(2) == 0;
            string what = $"seed {seed}: {batch}x{channels}x{h}x{w}";
            Array4 map = Array4.Random(random, batch, channels, h, w), other = Array4.Random(random, batch, channels, h, w);
            Array4 cell = Array4.Random(random, batch, channels, 1, 1), otherCell = Array4.Random(random, batch, channels, 1, 1);
            bench.Reset();
            Blob mapBlob = bench.Place(map, strided), cellBlob = bench.Place(cell, strided);
            Blob toMap = bench.Place(other, strided), toCell = bench.Place(otherCell, strided);
            int untouched = bench.Untouched();

            bench.Kernels.GlobalAvgPoolBackward<TwiceWherePositive>(cellBlob, mapBlob, toMap, true);
            Close.Check(Masked(MapReference.Spread(cell, h, w).Map(v => v / (h * w)), other, map), bench.Read(toMap), Tolerance, "gradient of the mean, " + what);
            bench.Kernels.BroadcastBackward<TwiceWherePositive>(mapBlob, cellBlob, toCell, true);
            Close.Check(Masked(MapReference.Sum(map), otherCell, cell), bench.Read(toCell), Tolerance, "gradient of the broadcast, " + what);
            bench.Kernels.BroadcastBackward<PassThrough>(mapBlob, cellBlob, toCell, false);
            Close.Check(MapReference.Sum(map), bench.Read(toCell), Tolerance, "plain gradient of the broadcast, " + what);
            bench.Kernels.GlobalAvgPool(mapBlob, toCell);
            Close.Check(MapReference.Mean(map), bench.Read(toCell), Tolerance, "mean, " + what);
            bench.Kernels.Broadcast(cellBlob, toMap);
            Close.Check(MapReference.Spread(cell, h, w), bench.Read(toMap), 0, "broadcast, " + what);
            Assert.Equal(untouched, bench.Untouched());
        }
    }

    [Fact]
    public void The_mean_of_a_large_map_is_exact_to_a_float()
    {
        // One by one in single precision, the sum would be wrong in its third digit.
        using var bench = new Bench(2);
        var map = new Array4(1, 3, 1200, 1500);
        for (int i = 0; i < map.Values.Length; i++) map.Values[i] = (float)(1000 + Math.Sin(i));
        Blob y = bench.Blob(1, 3, 1, 1, false);
        bench.Kernels.GlobalAvgPool(bench.Place(map, false), y);
        double[] expected = MapReference.Mean(map).Values, found = bench.Read(y).Values;
        Assert.All(Enumerable.Range(0, 3), c => Assert.Equal((float)expected[c], found[c], 0.0001));
    }

    [Fact]
    public void Sums_do_not_depend_on_the_number_of_threads()
    {
        float[] one = Sum(1), three = Sum(3);
        Assert.Equal(one.Select(BitConverter.SingleToInt32Bits), three.Select(BitConverter.SingleToInt32Bits));

        static float[] Sum(int threads)
        {
            using var bench = new Bench(threads);
            Array4 map = Array4.Random(new Random(5), 2, 37, 61, 83);
            Blob y = bench.Blob(2, 37, 1, 1, false);
            bench.Kernels.GlobalAvgPool(bench.Place(map, false), y);
            return bench.Read(y).ToFloats();
        }
    }

    private static Array4 Masked(Array4 gradient, Array4 before, Array4 x) =>
        gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0);
}
