using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Resizing of random shapes against plain double-precision loops.</summary>
public sealed class ResizeTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Resizing_agrees_with_loops(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
        foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
        foreach (NearestRounding rounding in Enum.GetValues<NearestRounding>())
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed + 100 * (int)coordinates + 1000 * (int)rounding);
            (PerAxis<int> from, PerAxis<int> to, PerAxis<int> up, PerAxis<int> down) = Sizes(random, seed);
            TestResize.Set(mode, coordinates, rounding, up, down);
            bench.Reset();
            Check(bench, random, from, to, $"{mode}, {coordinates}, {rounding}, {from} to {to}, factor {up} over {down}, seed {seed}");
        }
    }

    [Fact]
    public void What_is_not_finite_is_copied()
    {
        using var bench = new Bench(1);
        var x = new Array4(1, 19, 1, 3);
        for (int c = 0; c < 19; c++) (x[0, c, 0, 0], x[0, c, 0, 1], x[0, c, 0, 2]) = (double.NaN, double.NegativeInfinity, 1);
        Blob blob = bench.Place(x, true), y = bench.Blob(1, 19, 2, 6, false);
        TestResize.Set(ResizeMode.Nearest, ResizeCoordinates.Asymmetric, NearestRounding.Floor, 2, 1);
        bench.Kernels.Resize<TestResize>(blob, y, false);
        for (int c = 0; c < 19; c++)
        for (int w = 0; w < 6; w++)
            Assert.Equal(x[0, c, 0, w / 2], bench.Read(y)[0, c, 1, w]);
    }

    private static void Check(Bench bench, Random random, PerAxis<int> from, PerAxis<int> to, string what)
    {
        int batch = random.Next(1, 4), channels = random.Next(1, 40);
        bool strided = random.Next(2) == 0;
        ResizeReference resize = ResizeReference.Of<TestResize>();
        Array4 x = Array4.Random(random, batch, channels, from.Height, from.Width), before = Array4.Random(random, batch, channels, from.Height, from.Width);
        Array4 dy = Array4.Random(random, batch, channels, to.Height, to.Width);
        Blob xBlob = bench.Place(x, strided), y = bench.Place(dy, !strided), dyBlob = bench.Place(dy, strided), dx = bench.Place(before, !strided);
        int untouched = bench.Untouched();

        Array4 expected = resize.Forward(x, to.Height, to.Width);
        bench.Kernels.Resize<TestResize>(xBlob, y, true);
        Close.Check(expected.Zip(dy, (a, b) => a + b), bench.Read(y), Tolerance, "accumulate, " + what);
        bench.Kernels.Resize<TestResize>(xBlob, y, false);
        Close.Check(expected, bench.Read(y), TestResize.Mode == ResizeMode.Nearest ? 0 : Tolerance, what);

        Array4 gradient = resize.Backward(dy, from.Height, from.Width), magnitude = resize.Backward(dy.Abs(), from.Height, from.Width).Map(v => 2 * v + 2);
        bench.Kernels.ResizeBackward<TestResize, TwiceWherePositive>(dyBlob, xBlob, dx, true);
        Close.Check(gradient.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0), magnitude, bench.Read(dx), Tolerance, "gradient, " + what);
        bench.Kernels.ResizeBackward<TestResize, PassThrough>(dyBlob, xBlob, dx, false);
        Close.Check(gradient, magnitude, bench.Read(dx), Tolerance, "plain gradient, " + what);
        Assert.Equal(untouched, bench.Untouched());
    }

    /// <summary>Sizes of input and output, to a size or by a factor; by turns one cell along an axis, and the same size.</summary>
    private static (PerAxis<int> From, PerAxis<int> To, PerAxis<int> Up, PerAxis<int> Down) Sizes(Random random, int seed)
    {
        PerAxis<int> from = new(random.Next(1, 14), random.Next(1, 14));
        if (seed % 3 == 0) return (from, seed == 6 ? from : new(random.Next(1, 14), random.Next(1, 30)), 0, 0);
        if (seed % 3 == 1) return (new(1, seed == 1 ? 1 : from.Width), new(random.Next(1, 30), random.Next(1, 4)), 0, 0);
        PerAxis<int> up = random.PerAxis(1, 6), down = random.PerAxis(1, 6);
        return (from, new(Size(from.Height, up.Height, down.Height), Size(from.Width, up.Width, down.Width)), up, down);

        static int Size(int size, int up, int down) => Math.Max(1, size * up / down);
    }
}
