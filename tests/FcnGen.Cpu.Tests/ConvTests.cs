using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Convolutions of random shapes against plain double-precision loops: strides, dilation, groups, crops folded into the pad, views.</summary>
public sealed class ConvTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Forward_agrees_with_loops(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        for (int seed = 0; seed < 60; seed++)
        {
            Case c = Case.Random(seed);
            TestConv.Set(c.Conv);
            bench.Reset();
            Blob x = bench.Place(c.X, c.Strided);
            Array4 before = Array4.Random(c.Source, c.X.N, c.Conv.Outputs, c.Height, c.Width);
            Blob y = bench.Place(before, c.Strided);
            int untouched = bench.Untouched();
            using Parameter weight = bench.Parameter(c.Weight, ParameterLayout.Conv, c.Conv.Groups);
            using Parameter bias = bench.Parameter(c.Bias, ParameterLayout.Vector);
            Array4 magnitude = c.Conv.Forward(c.X.Abs(), c.Weight.Abs(), c.Bias.Abs().Values, c.Height, c.Width);
            Array4 plain = c.Conv.Forward(c.X, c.Weight, null, c.Height, c.Width);
            Array4 biased = c.Conv.Forward(c.X, c.Weight, c.Bias.Values, c.Height, c.Width);

            bench.Kernels.Conv<TestConv, Store>(x, weight, null, y, false);
            Close.Check(plain, magnitude, bench.Read(y), Tolerance, $"store, {c}");
            bench.Kernels.Conv<TestConv, Bias<Activate<Relu, Store>>>(x, weight, bias, y, false);
            Close.Check(biased.Map(v => Math.Max(v, 0)), magnitude, bench.Read(y), Tolerance, $"bias and relu, {c}");
            bench.Kernels.Conv<TestConv, Bias<Store>>(x, weight, bias, y, false);
            bench.Kernels.Conv<TestConv, Store>(x, weight, null, y, true);
            Close.Check(biased.Zip(plain, (a, b) => a + b), magnitude.Map(v => 2 * v), bench.Read(y), Tolerance, $"accumulate, {c}");
            Assert.Equal(untouched, bench.Untouched());
        }
    }

    [WidthTheory, MemberData(nameof(Widths))]
    public void Gradients_agree_with_loops(int width)
    {
        // Little memory for transposed weights, so that the depth is walked in several steps, too.
        using var bench = new Bench(2, (VectorWidth)width, transposedValues: 2048);
        for (int seed = 100; seed < 160; seed++)
        {
            Case c = Case.Random(seed);
            TestConv.Set(c.Conv);
            bench.Reset();
            Array4 dy = Array4.Random(c.Source, c.X.N, c.Conv.Outputs, c.Height, c.Width);
            Array4 before = Array4.Random(c.Source, c.X.N, c.X.C, c.X.H, c.X.W);
            Blob x = bench.Place(c.X, c.Strided);
            Blob dyBlob = bench.Place(dy, c.Strided);
            Blob dx = bench.Place(before, c.Strided);
            int untouched = bench.Untouched();
            using Parameter weight = bench.Parameter(c.Weight, ParameterLayout.Conv, c.Conv.Groups);
            using Parameter bias = bench.Parameter(c.Bias, ParameterLayout.Vector);

            Array4 expected = c.Conv.BackwardData(dy, c.Weight, c.X.H, c.X.W);
            Array4 magnitude = c.Conv.BackwardData(dy.Abs(), c.Weight.Abs(), c.X.H, c.X.W).Map(v => 2 * v + 2);
            bench.Kernels.ConvBackwardData<TestConv, TwiceWherePositive>(dyBlob, weight, x, dx, true);
            Array4 masked = expected.Zip(before, (g, b) => g + b).Zip(c.X, (g, v) => v > 0 ? 2 * g : 0);
            Close.Check(masked, magnitude, bench.Read(dx), Tolerance, $"data, masked and accumulated, {c}");
            bench.Kernels.ConvBackwardData<TestConv, PassThrough>(dyBlob, weight, x, dx, false);
            Close.Check(expected, magnitude, bench.Read(dx), Tolerance, $"data, {c}");

            Array4 gradient = c.Conv.BackwardWeights(c.X, dy);
            Array4 gradientMagnitude = c.Conv.BackwardWeights(c.X.Abs(), dy.Abs());
            bench.Kernels.ConvBackwardWeights<TestConv>(x, dyBlob, weight, bias, false);
            Close.Check(gradient, gradientMagnitude, Gradient(weight, gradient), Tolerance, $"weights, {c}");
            Array4 biasGradient = ConvReference.BackwardBias(dy);
            Array4 biasMagnitude = ConvReference.BackwardBias(dy.Abs());
            Close.Check(biasGradient, biasMagnitude, Gradient(bias, biasGradient), Tolerance, $"bias, {c}");
            bench.Kernels.ConvBackwardWeights<TestConv>(x, dyBlob, weight, bias, true);
            Close.Check(gradient.Map(v => 2 * v), gradientMagnitude.Map(v => 2 * v), Gradient(weight, gradient), Tolerance, $"weights twice, {c}");
            Close.Check(biasGradient.Map(v => 2 * v), biasMagnitude.Map(v => 2 * v), Gradient(bias, biasGradient), Tolerance, $"bias twice, {c}");
            Assert.Equal(untouched, bench.Untouched());
        }
    }

    [WidthTheory, MemberData(nameof(Widths))]
    public void Weights_read_back_as_written(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        var random = new Random(5);
        foreach ((int o, int i, int k, int groups) in new[] { (1, 1, 1, 1), (42, 5, 3, 2), (33, 70, 2, 1), (7, 3, 4, 7) })
        {
            Array4 values = Array4.Random(random, o, i, k, k);
            using Parameter parameter = bench.Parameter(values, ParameterLayout.Conv, groups);
            var read = new float[values.Values.Length];
            parameter.Values.Read(read);
            Assert.Equal(values.ToFloats(), read);
            parameter.Values.Clear();
            parameter.Values.Read(read);
            Assert.All(read, value => Assert.Equal(0, value));
        }
    }

    private static Array4 Gradient(Parameter parameter, Array4 like)
    {
        var values = new float[like.Values.Length];
        parameter.Gradient.Read(values);
        return Array4.Of(values, like.N, like.C, like.H, like.W);
    }

    private sealed record Case(ConvReference Conv, Array4 X, Array4 Weight, Array4 Bias, int Height, int Width, bool Strided, Random Source)
    {
        public static Case Random(int seed)
        {
            var random = new Random(seed);
            while (true)
            {
                PerAxis<int> kernel = random.PerAxis(1, 6), stride = random.PerAxis(1, 5);
                PerAxis<int> pad = new(random.Next(-2, kernel.Height + 2), random.Next(-2, kernel.Width + 2));
                PerAxis<int> dilation = random.Next(3) == 0 ? random.PerAxis(1, 4) : 1;
                int groups = random.Next(3) == 0 ? random.Next(2, 4) : 1;
                int inputs = groups * (random.Next(4) == 0 ? random.Next(30, 75) : random.Next(1, 20));
                int outputs = groups * (random.Next(4) == 0 ? random.Next(30, 75) : random.Next(1, 20));
                var conv = new ConvReference(
                    inputs, outputs, kernel.Height, kernel.Width, stride.Height, stride.Width, pad.Height, pad.Width, dilation.Height, dilation.Width, groups);
                int h = random.Next(1, 14);
                int w = random.Next(1, 14);
                int height = conv.HeightOf(h);
                int width = conv.WidthOf(w);
                if (height < 1 || width < 1) continue;
                if (random.Next(3) == 0)
                {
                    height = random.Next(1, height + 1);
                    width = random.Next(1, width + 1);
                }

                Array4 x = Array4.Random(random, random.Next(1, 3), inputs, h, w);
                Array4 weight = Array4.Random(random, outputs, inputs / groups, kernel.Height, kernel.Width);
                return new Case(conv, x, weight, Array4.Random(random, 1, outputs, 1, 1), height, width, random.Next(2) == 0, random);
            }
        }

        public override string ToString() => $"{Conv}, x {X.N}x{X.C}x{X.H}x{X.W}, y {Height}x{Width}, strided {Strided}";
    }
}
