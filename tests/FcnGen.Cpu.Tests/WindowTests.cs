using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Pooling, normalisation and bilinear enlargement of random shapes against plain double-precision loops.</summary>
public sealed class WindowTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Max_pooling_agrees_with_loops()
    {
        using var bench = new Bench(2);
        for (int seed = 0; seed < 60; seed++)
        {
            (Random random, PoolReference pool, Array4 x, int height, int width, bool strided) = Case(seed);
            (Array4 expected, byte[] winners) = pool.Max(x, height, width);
            Blob xBlob = Place(bench, x, strided);
            Blob y = bench.Place(expected.Map(_ => 7), strided);
            ByteBlob winnerBlob = bench.Bytes(x.N, height, width, x.C);
            bench.Kernels.MaxPool<TestPool>(xBlob, y);
            Close.Check(expected, bench.Read(y), 0, $"seed {seed}");
            bench.Kernels.MaxPool<TestPool>(xBlob, y, winnerBlob);
            Close.Check(expected, bench.Read(y), 0, $"with winners, seed {seed}");
            Assert.Equal(winners, bench.Read(winnerBlob));

            Array4 dy = Array4.Random(random, x.N, x.C, height, width);
            Array4 before = Array4.Random(random, x.N, x.C, x.H, x.W);
            Blob dyBlob = bench.Place(dy, strided);
            Blob dx = bench.Place(before, strided);
            Array4 gradient = pool.MaxBackward(dy, winners, x.H, x.W);
            bench.Kernels.MaxPoolBackward<TestPool, TwiceWherePositive>(dyBlob, winnerBlob, xBlob, dx, true);
            Close.Check(Masked(gradient, before, x), bench.Read(dx), Tolerance, $"gradient, seed {seed}");
            bench.Kernels.MaxPoolBackward<TestPool, PassThrough>(dyBlob, winnerBlob, xBlob, dx, false);
            Close.Check(gradient, bench.Read(dx), Tolerance, $"plain gradient, seed {seed}");
        }
    }

    [Fact]
    public void Mean_pooling_agrees_with_loops()
    {
        using var bench = new Bench(2);
        for (int seed = 100; seed < 160; seed++)
        {
            (Random random, PoolReference pool, Array4 x, int height, int width, bool strided) = Case(seed);
            Blob xBlob = Place(bench, x, strided);
            Blob y = bench.Blob(x.N, x.C, height, width, strided);
            int untouched = bench.Untouched();
            bench.Kernels.AvgPool<TestPool>(xBlob, y);
            Assert.Equal(untouched - (int)y.Count, bench.Untouched());
            Close.Check(pool.Mean(x, height, width), bench.Read(y), Tolerance, $"seed {seed}");

            Array4 dy = Array4.Random(random, x.N, x.C, height, width);
            Array4 before = Array4.Random(random, x.N, x.C, x.H, x.W);
            Blob dyBlob = bench.Place(dy, strided);
            Blob dx = bench.Place(before, strided);
            Array4 gradient = pool.MeanBackward(dy, x.H, x.W);
            bench.Kernels.AvgPoolBackward<TestPool, TwiceWherePositive>(dyBlob, xBlob, dx, true);
            Close.Check(Masked(gradient, before, x), bench.Read(dx), Tolerance, $"gradient, seed {seed}");
        }
    }

    [Theory]
    [InlineData(5, 1e-4, 0.75, 1)]
    [InlineData(3, 1.1, 0.75, 2)]
    [InlineData(7, 0.9, 0.5, 1)]
    [InlineData(1, 2, 1.25, 0.5)]
    public void Normalisation_agrees_with_loops(int size, float alpha, float beta, float k)
    {
        using var bench = new Bench(2);
        var lrn = new LrnReference(size, alpha, beta, k);
        TestLrn.Set(size, alpha, beta, k);
        foreach (int channels in new[] { 1, 2, 6, 21, 40 })
        {
            foreach (bool strided in new[] { false, true })
            {
                bench.Reset();
                var random = new Random(channels);
                Array4 x = Array4.Random(random, 2, channels, 3, 5).Map(v => 3 * v).Map(v => (float)v);
                Array4 dy = Array4.Random(random, 2, channels, 3, 5);
                Array4 before = Array4.Random(random, 2, channels, 3, 5);
                Blob xBlob = bench.Place(x, strided);
                Blob y = bench.Place(x, strided);
                Blob dyBlob = bench.Place(dy, strided);
                Blob dx = bench.Place(before, strided);
                bench.Kernels.Lrn<TestLrn>(xBlob, y);
                Close.Check(lrn.Forward(x), bench.Read(y), Tolerance, $"{channels} channels");
                bench.Kernels.LrnBackward<TestLrn, TwiceWherePositive>(dyBlob, xBlob, dx, true);
                Close.Check(Masked(lrn.Backward(x, dy), before, x), bench.Read(dx), Tolerance, $"gradient, {channels} channels");
            }
        }
    }

    [Fact]
    public void Bilinear_enlargement_agrees_with_the_full_transposed_convolution()
    {
        using var bench = new Bench(2);
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            PerAxis<int> kernel = random.PerAxis(1, 17), stride = random.PerAxis(1, 9);
            int channels = random.Next(1, 24);
            int h = random.Next(1, 7);
            int w = random.Next(1, 7);
            PerAxis<int> pad = new(random.Next(0, kernel.Height + 3), random.Next(0, kernel.Width + 3));
            int height = stride.Height * (h - 1) + kernel.Height - pad.Height - random.Next(0, 3);
            int width = stride.Width * (w - 1) + kernel.Width - pad.Width - random.Next(0, 3);
            if (height < 1 || width < 1) continue;
            bool strided = random.Next(2) == 0;
            string what = $"seed {seed}: k{kernel} s{stride} p{pad}, {h}x{w} to {height}x{width}";
            var deconv = new DeconvReference(
                channels, channels, kernel.Height, kernel.Width, stride.Height, stride.Width, pad.Height, pad.Width, 1, 1, channels);
            TestConv.Set(deconv);
            Array4 weight = BilinearReference.Kernel(channels, kernel.Height, kernel.Width);
            Array4 x = Array4.Random(random, 2, channels, h, w);
            Array4 dy = Array4.Random(random, 2, channels, height, width);
            Array4 before = Array4.Random(random, 2, channels, h, w);
            bench.Reset();
            Blob xBlob = bench.Place(x, strided);
            Blob y = bench.Place(dy, strided);
            Blob dyBlob = bench.Place(dy, strided);
            Blob dx = bench.Place(before, strided);
            ByteBlob labels = bench.Bytes(2, height, width);
            int untouched = bench.Untouched();

            Array4 expected = deconv.Forward(x, weight, null, height, width);
            bench.Kernels.Bilinear<TestConv>(xBlob, y, true);
            Close.Check(expected.Zip(dy, (a, b) => a + b), bench.Read(y), Tolerance, "accumulate, " + what);
            bench.Kernels.Bilinear<TestConv>(xBlob, y, false);
            Close.Check(expected, bench.Read(y), Tolerance, what);
            bench.Kernels.BilinearArgMax<TestConv>(xBlob, labels);
            CheckArgMax(expected, bench.Read(labels), what);
            bench.Kernels.ArgMax(y, labels);
            CheckArgMax(expected, bench.Read(labels), what);

            Array4 gradient = deconv.BackwardData(dy, weight, h, w);
            Array4 magnitude = deconv.BackwardData(dy.Abs(), weight, h, w).Map(v => 2 * v + 2);
            bench.Kernels.BilinearBackward<TestConv, TwiceWherePositive>(dyBlob, xBlob, dx, true);
            Close.Check(Masked(gradient, before, x), magnitude, bench.Read(dx), Tolerance, "gradient, " + what);
            Assert.Equal(untouched - labels.Count / 4, bench.Untouched(), 1.0);
        }
    }

    [Fact]
    public void Arg_max_names_the_first_of_equals()
    {
        using var bench = new Bench(1);
        var scores = new Array4(1, 19, 1, 2);
        scores[0, 4, 0, 0] = 2;
        scores[0, 17, 0, 0] = 2;
        Blob blob = bench.Place(scores, true);
        ByteBlob labels = bench.Bytes(1, 1, 2);
        bench.Kernels.ArgMax(blob, labels);
        Assert.Equal(new byte[] { 4, 0 }, bench.Read(labels));
        TestConv.Set(19, 19, 1, 1, 0, 1, 19);
        bench.Kernels.BilinearArgMax<TestConv>(blob, labels);
        Assert.Equal(new byte[] { 4, 0 }, bench.Read(labels));
    }

    /// <summary>The class named has the largest score, up to rounding.</summary>
    private static void CheckArgMax(Array4 scores, byte[] labels, string what)
    {
        for (int n = 0; n < scores.N; n++)
        for (int h = 0; h < scores.H; h++)
        for (int w = 0; w < scores.W; w++)
        {
            double largest = double.NegativeInfinity;
            for (int c = 0; c < scores.C; c++) largest = Math.Max(largest, scores[n, c, h, w]);
            Assert.True(scores[n, labels[(n * scores.H + h) * scores.W + w], h, w] >= largest - 1e-5, what);
        }
    }

    private static Array4 Masked(Array4 gradient, Array4 before, Array4 x) =>
        gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0);

    private static Blob Place(Bench bench, Array4 x, bool strided)
    {
        bench.Reset();
        return bench.Place(x, strided);
    }

    private static (Random Random, PoolReference Pool, Array4 X, int Height, int Width, bool Strided) Case(int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            PerAxis<int> kernel = random.PerAxis(1, 6), stride = random.PerAxis(1, 5);
            PerAxis<int> pad = new(random.Next(0, kernel.Height), random.Next(0, kernel.Width));
            PerAxis<int> end = random.Next(2) == 0 ? pad : new(random.Next(0, kernel.Height), random.Next(0, kernel.Width));
            var pool = new PoolReference(
                kernel.Height, kernel.Width, stride.Height, stride.Width, pad.Height, pad.Width, end.Height, end.Width);
            int h = random.Next(1, 14);
            int w = random.Next(1, 14);
            int height = pool.HeightOf(h);
            int width = pool.WidthOf(w);
            // Without padding Caffe lets a window start beyond the picture where the stride exceeds the kernel; such nets are refused.
            if (height < 1 || width < 1 || (height - 1) * stride.Height - pad.Height >= h || (width - 1) * stride.Width - pad.Width >= w) continue;
            TestPool.Set(pool);
            Array4 x = Array4.Random(random, random.Next(1, 3), random.Next(1, 40), h, w);
            return (random, pool, x, height, width, random.Next(2) == 0);
        }
    }
}
