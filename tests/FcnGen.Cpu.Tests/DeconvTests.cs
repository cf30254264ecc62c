using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Transposed convolutions of random shapes against plain double-precision loops.</summary>
public sealed class DeconvTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Forward_and_gradients_agree_with_loops(int vectorWidth)
    {
        using var bench = new Bench(2, (VectorWidth)vectorWidth, transposedValues: 4096);
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            PerAxis<int> kernel = random.PerAxis(1, 8), stride = random.PerAxis(1, 5);
            int groups = random.Next(3) == 0 ? random.Next(2, 4) : 1;
            int inputs = groups * random.Next(1, 40);
            int outputs = groups * random.Next(1, 40);
            PerAxis<int> pad = new(random.Next(0, kernel.Height), random.Next(0, kernel.Width));
            PerAxis<int> dilation = random.Next(4) == 0 ? random.PerAxis(1, 3) : 1;
            int h = random.Next(1, 9);
            int w = random.Next(1, 9);
            // More or less than the natural size: output padding, and crops that are folded in.
            int height = stride.Height * (h - 1) + dilation.Height * (kernel.Height - 1) + 1 - pad.Height - random.Next(-stride.Height + 1, kernel.Height);
            int width = stride.Width * (w - 1) + dilation.Width * (kernel.Width - 1) + 1 - pad.Width - random.Next(-stride.Width + 1, kernel.Width);
            if (height < 1 || width < 1) continue;
            string what = $"seed {seed}: {inputs}->{outputs} k{kernel} s{stride} p{pad} d{dilation} g{groups}, {h}x{w} to {height}x{width}";
            bool strided = random.Next(2) == 0;
            var deconv = new DeconvReference(
                inputs, outputs, kernel.Height, kernel.Width, stride.Height, stride.Width, pad.Height, pad.Width, dilation.Height, dilation.Width, groups);
            TestConv.Set(deconv);

            Array4 x = Array4.Random(random, random.Next(1, 3), inputs, h, w);
            Array4 weight = Array4.Random(random, inputs, outputs / groups, kernel.Height, kernel.Width);
            Array4 bias = Array4.Random(random, 1, outputs, 1, 1);
            Array4 dy = Array4.Random(random, x.N, outputs, height, width);
            Array4 before = Array4.Random(random, x.N, inputs, h, w);
            bench.Reset();
            Blob xBlob = bench.Place(x, strided);
            Blob yBlob = bench.Place(dy, strided);
            Blob dyBlob = bench.Place(dy, strided);
            Blob dxBlob = bench.Place(before, strided);
            int untouched = bench.Untouched();
            using Parameter weightParameter = bench.Parameter(weight, ParameterLayout.Deconv, groups);
            using Parameter biasParameter = bench.Parameter(bias, ParameterLayout.Vector);

            Array4 plain = deconv.Forward(x, weight, null, height, width);
            Array4 biased = deconv.Forward(x, weight, bias.Values, height, width);
            Array4 magnitude = deconv.Forward(x.Abs(), weight.Abs(), bias.Abs().Values, height, width);
            bench.Kernels.Deconv<TestConv, Bias<Activate<Relu, Store>>>(xBlob, weightParameter, biasParameter, yBlob, false);
            Close.Check(biased.Map(v => Math.Max(v, 0)), magnitude, bench.Read(yBlob), Tolerance, "bias and relu, " + what);
            bench.Kernels.Deconv<TestConv, Bias<Store>>(xBlob, weightParameter, biasParameter, yBlob, false);
            bench.Kernels.Deconv<TestConv, Store>(xBlob, weightParameter, null, yBlob, true);
            Close.Check(biased.Zip(plain, (a, b) => a + b), magnitude.Map(v => 2 * v), bench.Read(yBlob), Tolerance, "accumulate, " + what);

            Array4 data = deconv.BackwardData(dy, weight, h, w);
            Array4 dataMagnitude = deconv.BackwardData(dy.Abs(), weight.Abs(), h, w).Map(v => 2 * v + 2);
            bench.Kernels.DeconvBackwardData<TestConv, TwiceWherePositive>(dyBlob, weightParameter, xBlob, dxBlob, true);
            Array4 masked = data.Zip(before, (g, b) => g + b).Zip(x, (g, v) => v > 0 ? 2 * g : 0);
            Close.Check(masked, dataMagnitude, bench.Read(dxBlob), Tolerance, "data, " + what);

            Array4 gradient = deconv.BackwardWeights(x, dy);
            Array4 gradientMagnitude = deconv.BackwardWeights(x.Abs(), dy.Abs());
            bench.Kernels.DeconvBackwardWeights<TestConv>(xBlob, dyBlob, weightParameter, biasParameter, false);
            bench.Kernels.DeconvBackwardWeights<TestConv>(xBlob, dyBlob, weightParameter, biasParameter, true);
            var values = new float[gradient.Values.Length];
            weightParameter.Gradient.Read(values);
            Close.Check(
                gradient.Map(v => 2 * v), gradientMagnitude.Map(v => 2 * v), Array4.Of(values, gradient.N, gradient.C, gradient.H, gradient.W), Tolerance, "weights, " + what);
            var biasValues = new float[outputs];
            biasParameter.Gradient.Read(biasValues);
            Close.Check(
                ConvReference.BackwardBias(dy).Map(v => 2 * v),
                ConvReference.BackwardBias(dy.Abs()).Map(v => 2 * v),
                Array4.Of(biasValues, 1, outputs, 1, 1),
                Tolerance,
                "bias, " + what);
            Assert.Equal(untouched, bench.Untouched());
        }
    }
}
