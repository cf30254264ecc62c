using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>
/// Every activation against its definition: alone and after convolutions of both kinds, and its gradient in every operation that can pass it,
/// at every vector width.
/// </summary>
public sealed class ActivationTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<int> Widths => Bench.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void Relu_agrees_with_its_definition(int width) => Check<Relu>((VectorWidth)width);

    [Theory, MemberData(nameof(Widths))]
    public void Leaky_relu_agrees_with_its_definition(int width) => Check<LeakyRelu<Tenth>>((VectorWidth)width);

    [Theory, MemberData(nameof(Widths))]
    public void Leaky_relu_with_a_negative_slope_agrees_with_its_definition(int width) => Check<LeakyRelu<MinusHalf>>((VectorWidth)width);

    [Theory, MemberData(nameof(Widths))]
    public void Sigmoid_agrees_with_its_definition(int width) => Check<Sigmoid>((VectorWidth)width);

    [Theory, MemberData(nameof(Widths))]
    public void Clip_agrees_with_its_definition(int width) => Check<Clip<Unit>>((VectorWidth)width);

    [Fact]
    public void The_gradient_needs_the_input_where_the_output_does_not_determine_it() =>
        Assert.Equal(
            (false, false, true, false, false),
            (Relu.FromInput, LeakyRelu<Tenth>.FromInput, LeakyRelu<MinusHalf>.FromInput, Sigmoid.FromInput, Clip<Unit>.FromInput));

    [Fact]
    public void Names_tell_activations_apart() => Assert.Equal(
        ["relu", "leaky3dcccccd", "leakybf000000", "sigmoid", "clipbe800000to3f800000", "bias_sigmoid", "sigmoid", "store", "bias", "bias_relu"],
        [
            Relu.Name, LeakyRelu<Tenth>.Name, LeakyRelu<MinusHalf>.Name, Sigmoid.Name, Clip<Unit>.Name, Bias<Activate<Sigmoid, Store>>.Name,
            Activate<Sigmoid, Store>.Name, Store.Name, Bias<Store>.Name, Bias<Activate<Relu, Store>>.Name,
        ]);

    [Fact]
    public void Epilogues_compose_activations()
    {
        Assert.False(Activate<Relu, Activate<Clip<Unit>, Store>>.HasRelu);
        Assert.Equal("relu_clipbe800000to3f800000", Activate<Relu, Activate<Clip<Unit>, Store>>.Name);
        Assert.Equal(0, Activate<Relu, Activate<Clip<Unit>, Store>>.Apply<float, ScalarArithmetic>(-0.1f));
        Assert.Equal(-0.1f, Activate<Clip<Unit>, Store>.Apply<float, ScalarArithmetic>(-0.1f));
        Assert.Equal(1, Activate<Relu, Activate<Clip<Unit>, Store>>.Apply<float, ScalarArithmetic>(7));
    }

    [Fact]
    public void What_is_not_a_number_stays_that_and_infinity_has_its_limit()
    {
        float[] values = [float.NaN, float.NegativeInfinity, float.PositiveInfinity];
        Assert.Equal([float.NaN, 0, float.PositiveInfinity], Both<Relu>(values));
        Assert.Equal([float.NaN, float.NegativeInfinity, float.PositiveInfinity], Both<LeakyRelu<Tenth>>(values));
        Assert.Equal([float.NaN, 0, 1], Both<Sigmoid>(values));
        Assert.Equal([float.NaN, -0.25f, 1], Both<Clip<Unit>>(values));
    }

    /// <summary>One by one, and as vectors.</summary>
    private static float[] Both<TActivation>(float[] values) where TActivation : struct, IActivation
    {
        using var bench = new Bench(1);
        var wide = new Array4(1, 3 * 16 + 1, 1, 1);
        for (int i = 0; i < wide.Values.Length; i++) wide.Values[i] = values[i % 3];
        Blob x = bench.Place(wide, strided: false);
        bench.Kernels.Activate<TActivation>(x, x);
        double[] y = bench.Read(x).Values;
        for (int i = 3; i < y.Length; i++) Assert.Equal(y[i % 3], y[i]);
        return [(float)y[0], (float)y[1], (float)y[2]];
    }

    private static void Check<TActivation>(VectorWidth width) where TActivation : struct, IActivation
    {
        using var bench = new Bench(2, width, transposedValues: 2048);
        for (int seed = 0; seed < 12; seed++)
        {
            bench.Reset();
            Alone<TActivation>(bench, seed);
            bench.Reset();
            Convolved<TActivation>(bench, seed);
            bench.Reset();
            Pooled<TActivation>(bench, seed);
        }
    }

    private static void Alone<TActivation>(Bench bench, int seed) where TActivation : struct, IActivation
    {
        var random = new Random(seed);
        int channels = random.Next(1, 40);
        bool strided = seed % 2 == 0;
        ActivationReference f = ActivationReference.Of<TActivation>();
        Array4 x = Array4.Random(random, 2, channels, 5, 7).Map(v => 3 * v);
        Array4 dy = Array4.Random(random, 2, channels, 5, 7);
        Array4 before = Array4.Random(random, 2, channels, 5, 7);
        Blob from = bench.Place(x, strided);
        Blob to = bench.Place(before, !strided);
        bench.Kernels.Activate<TActivation>(from, to);
        Close.Check(x.Map(f.Value), bench.Read(to), 1e-6, "alone");
        bench.Kernels.Activate<TActivation>(from, from);
        Close.Check(x.Map(f.Value), bench.Read(from), 1e-6, "in place");

        bench.Reset();
        Blob stored = bench.Place(f.Stored<TActivation>(x), strided);
        Blob gradient = bench.Place(dy, strided);
        Blob dx = bench.Place(before, !strided);
        bench.Kernels.PointwiseBackward<Through<TActivation>>(0.5f, gradient, stored, dx, true);
        Close.Check(f.Back(before.Zip(dy, (b, g) => b + 0.5 * g), x), bench.Read(dx), 1e-6, "gradient, added");
        bench.Kernels.PointwiseBackward<Through<TActivation>>(1, gradient, stored, gradient, false);
        Close.Check(f.Back(dy, x), bench.Read(gradient), 1e-6, "gradient in place");
    }

    private static void Convolved<TActivation>(Bench bench, int seed) where TActivation : struct, IActivation
    {
        var random = new Random(seed);
        (int inputs, int outputs, int kernel, int stride, int pad) = (random.Next(1, 40), random.Next(1, 40), random.Next(1, 5), random.Next(1, 4), random.Next(0, 3));
        bool strided = seed % 2 == 0;
        ActivationReference f = ActivationReference.Of<TActivation>();
        var conv = ConvReference.Square(inputs, outputs, kernel, stride, pad, 1, 1);
        (int height, int width) = (conv.HeightOf(9), conv.WidthOf(7));
        TestConv.Set(inputs, outputs, kernel, stride, pad);
        Array4 x = Array4.Random(random, 2, inputs, 9, 7);
        Array4 y = Array4.Random(random, 2, outputs, height, width);
        Array4 w = Array4.Random(random, outputs, inputs, kernel, kernel);
        Array4 b = Array4.Random(random, 1, outputs, 1, 1);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector);
        Blob to = bench.Blob(2, outputs, height, width, strided);
        bench.Kernels.Conv<TestConv, Bias<Activate<TActivation, Store>>>(bench.Place(x, strided), weight, bias, to, false);
        Array4 magnitude = conv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width);
        Close.Check(conv.Forward(x, w, b.Values, height, width).Map(f.Value), magnitude.Map(v => v + 1), bench.Read(to), Tolerance, $"{conv}");

        Blob dx = bench.Place(x, strided);
        bench.Kernels.ConvBackwardData<TestConv, Through<TActivation>>(bench.Place(y, strided), weight, bench.Place(f.Stored<TActivation>(x), !strided), dx, true);
        Array4 gradient = conv.BackwardData(y, w, 9, 7).Zip(x, (g, v) => g + v);
        Array4 size = conv.BackwardData(y.Abs(), w.Abs(), 9, 7).Map(v => v + 2);
        Close.Check(f.Back(gradient, x), size, bench.Read(dx), Tolerance, $"{conv}, gradient");
        Transposed<TActivation>(bench, conv, x, y, w, strided);
    }

    /// <summary>The transpose of the convolution, from y to x.</summary>
    private static void Transposed<TActivation>(Bench bench, ConvReference conv, Array4 x, Array4 y, Array4 w, bool strided) where TActivation : struct, IActivation
    {
        ActivationReference f = ActivationReference.Of<TActivation>();
        TestConv.Set(conv.Outputs, conv.Inputs, conv.KernelH, conv.StrideH, conv.PadH);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Deconv);
        Blob to = bench.Blob(x.N, x.C, x.H, x.W, strided);
        bench.Kernels.Deconv<TestConv, Activate<TActivation, Store>>(bench.Place(y, strided), weight, null, to, false);
        Array4 size = conv.BackwardData(y.Abs(), w.Abs(), x.H, x.W).Map(v => v + 1);
        Close.Check(conv.BackwardData(y, w, x.H, x.W).Map(f.Value), size, bench.Read(to), Tolerance, $"transposed {conv}");

        Blob dy = bench.Blob(y.N, y.C, y.H, y.W, strided);
        bench.Kernels.DeconvBackwardData<TestConv, Through<TActivation>>(bench.Place(x, strided), weight, bench.Place(f.Stored<TActivation>(y), strided), dy, false);
        Array4 terms = conv.Forward(x.Abs(), w.Abs(), null, y.H, y.W).Map(v => v + 1);
        Close.Check(f.Back(conv.Forward(x, w, null, y.H, y.W), y), terms, bench.Read(dy), Tolerance, $"transposed {conv}, gradient");
    }

    private static void Pooled<TActivation>(Bench bench, int seed) where TActivation : struct, IActivation
    {
        var random = new Random(seed);
        int channels = random.Next(1, 40);
        bool strided = seed % 2 == 0;
        ActivationReference f = ActivationReference.Of<TActivation>();
        TestPool.Set(3, 2, 1);
        var pool = PoolReference.Square(3, 2, 1);
        Array4 x = Array4.Random(random, 2, channels, 9, 7);
        Array4 dy = Array4.Random(random, 2, channels, 5, 4);
        Blob stored = bench.Place(f.Stored<TActivation>(x), strided);
        Blob gradient = bench.Place(dy, strided);
        Blob dx = bench.Place(x, strided);
        bench.Kernels.AvgPoolBackward<TestPool, Through<TActivation>>(gradient, stored, dx, true);
        Close.Check(f.Back(pool.MeanBackward(dy, 9, 7).Zip(x, (g, v) => g + v), x), bench.Read(dx), Tolerance, "gradient of a mean");

        ByteBlob winners = bench.Bytes(2, 5, 4, channels);
        (_, byte[] taps) = pool.Max(x, 5, 4);
        bench.Kernels.MaxPool<TestPool>(bench.Place(x, strided), bench.Blob(2, channels, 5, 4, strided), winners);
        bench.Kernels.MaxPoolBackward<TestPool, Through<TActivation>>(gradient, winners, stored, dx, false);
        Close.Check(f.Back(pool.MaxBackward(dy, taps, 9, 7), x), bench.Read(dx), Tolerance, "gradient of a maximum");
    }
}
