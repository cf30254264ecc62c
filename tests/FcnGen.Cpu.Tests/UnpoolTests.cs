using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Unpooling of random shapes, side by side and with gaps, against plain double-precision loops, at every vector width.</summary>
public sealed class UnpoolTests
{
    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Agrees_with_loops(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        for (int seed = 0; seed < 40; seed++)
        {
            (Random random, PoolReference pool, Array4 map, int rows, int columns, bool strided) = Case(seed);
            var unpool = new UnpoolReference(pool);
            (_, byte[] winners) = pool.Max(map, rows, columns);
            Array4 x = Array4.Random(random, map.N, map.C, rows, columns), dy = Array4.Random(random, map.N, map.C, map.H, map.W);
            Array4 before = Array4.Random(random, map.N, map.C, rows, columns);
            bench.Reset();
            Blob xBlob = bench.Place(x, strided), y = bench.Place(dy.Map(_ => 7), strided), dyBlob = bench.Place(dy, strided), dx = bench.Place(before, strided);
            ByteBlob winnerBlob = bench.Bytes(map.N, rows, columns, map.C);
            bench.Device.Upload(bench.Arena, winners, winnerBlob);
            int untouched = bench.Untouched();

            bench.Kernels.Unpool<TestPool>(xBlob, winnerBlob, y);
            Close.Check(unpool.Forward(x, winners, map.H, map.W), bench.Read(y), 0, $"seed {seed}");
            Array4 gradient = unpool.Backward(dy, winners, rows, columns);
            bench.Kernels.UnpoolBackward<TestPool, TwiceWherePositive>(dyBlob, winnerBlob, xBlob, dx, true);
            Close.Check(gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0), bench.Read(dx), 1e-6, $"gradient, seed {seed}");
            bench.Kernels.UnpoolBackward<TestPool, PassThrough>(dyBlob, winnerBlob, xBlob, dx, false);
            Close.Check(gradient, bench.Read(dx), 0, $"plain gradient, seed {seed}");
            Assert.Equal(untouched, bench.Untouched());
        }
    }

    /// <summary>A window without a number has no winner, and its byte may name a cell of the padding: nothing is put or read there.</summary>
    [Fact]
    public void A_winner_outside_the_map_has_no_cell()
    {
        using var bench = new Bench(1);
        TestPool.Set(kernel: 2, stride: 2, pad: 1);
        var nothing = new Array4(1, 21, 3, 3);
        Array.Fill(nothing.Values, double.NegativeInfinity);
        Blob map = bench.Place(nothing, false), pooled = bench.Blob(1, 21, 2, 2, false);
        ByteBlob winners = bench.Bytes(1, 2, 2, 21);
        bench.Kernels.MaxPool<TestPool>(map, pooled, winners);
        Assert.All(bench.Read(winners), tap => Assert.Equal(0, tap));

        var ones = new Array4(1, 21, 3, 3);
        Array.Fill(ones.Values, 1);
        Blob x = bench.Place(new Array4(1, 21, 2, 2).Map(_ => 1), true), y = bench.Blob(1, 21, 3, 3, true), dy = bench.Place(ones, true), dx = bench.Blob(1, 21, 2, 2, true);
        int untouched = bench.Untouched();
        bench.Kernels.Unpool<TestPool>(x, winners, y);
        bench.Kernels.UnpoolBackward<TestPool, PassThrough>(dy, winners, dx, dx, false);
        Assert.Equal(untouched - (int)(y.Count + dx.Count), bench.Untouched());
        Array4 placed = bench.Read(y), gradient = bench.Read(dx);
        for (int c = 0; c < 21; c++)
        {
            // Only the last window begins inside.
            for (int h = 0; h < 3; h++)
                for (int w = 0; w < 3; w++) Assert.Equal((h, w) == (1, 1) ? 1 : 0, placed[0, c, h, w]);
            Assert.Equal((0, 0, 0, 1), (gradient[0, c, 0, 0], gradient[0, c, 0, 1], gradient[0, c, 1, 0], gradient[0, c, 1, 1]));
        }
    }

    /// <summary>A max pooling whose windows do not overlap, and the map that it reads.</summary>
    private static (Random Random, PoolReference Pool, Array4 Map, int Rows, int Columns, bool Strided) Case(int seed)
    {
        var random = new Random(seed);
        PerAxis<int> kernel = random.PerAxis(1, 6);
        PerAxis<int> stride = new(kernel.Height + random.Next(0, 3) / 2, kernel.Width + random.Next(0, 3) / 2);
        PerAxis<int> pad = new(random.Next(0, kernel.Height), random.Next(0, kernel.Width));
        var pool = new PoolReference(kernel.Height, kernel.Width, stride.Height, stride.Width, pad.Height, pad.Width, pad.Height, pad.Width);
        TestPool.Set(pool);

        // Rounded down, so that rows and columns at the end may be in no window.
        int h = random.Next(kernel.Height, 14), w = random.Next(kernel.Width, 14);
        int rows = (h + 2 * pad.Height - kernel.Height) / stride.Height + 1, columns = (w + 2 * pad.Width - kernel.Width) / stride.Width + 1;
        return (random, pool, Array4.Random(random, random.Next(1, 3), random.Next(1, 70), h, w), rows, columns, random.Next(2) == 0);
    }
}
