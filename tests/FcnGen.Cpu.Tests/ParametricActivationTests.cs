using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Activations with a learned value per channel against their definition: forward, the gradient by the data and that by the values.</summary>
public sealed class ParametricActivationTests
{
    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Prelu_agrees_with_its_definition(int width) => Check<PRelu>((VectorWidth)width);

    [WidthTheory, MemberData(nameof(Widths))]
    public void An_activation_of_the_tests_agrees_with_its_definition(int width) => Check<LearnedSwish>((VectorWidth)width);

    [Fact]
    public void What_is_not_a_number_stays_that_and_infinity_goes_with_its_slope()
    {
        using var bench = new Bench(1);
        var x = new Array4(1, 19, 1, 3);
        for (int c = 0; c < 19; c++) (x[0, c, 0, 0], x[0, c, 0, 1], x[0, c, 0, 2]) = (double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        using Parameter slope = bench.Parameter(new Array4(1, 19, 1, 1).Map(_ => -0.5), ParameterLayout.Vector);
        Blob blob = bench.Place(x, strided: false);
        bench.Kernels.Activate<PRelu>(blob, slope, blob);
        Array4 y = bench.Read(blob);
        for (int c = 0; c < 19; c++) Assert.Equal((double.NaN, double.PositiveInfinity, double.PositiveInfinity), (y[0, c, 0, 0], y[0, c, 0, 1], y[0, c, 0, 2]));
    }

    [Fact]
    public void The_gradient_of_the_slopes_does_not_depend_on_the_threads()
    {
        float[] one = Gradient(1), three = Gradient(3);
        Assert.Equal(one.Select(BitConverter.SingleToInt32Bits), three.Select(BitConverter.SingleToInt32Bits));
        Assert.Contains(one, value => value != 0);

        static float[] Gradient(int threads)
        {
            using var bench = new Bench(threads);
            var random = new Random(4);
            using Parameter slope = bench.Parameter(Array4.Random(random, 1, 70, 1, 1), ParameterLayout.Vector);
            Blob x = bench.Place(Array4.Random(random, 2, 70, 37, 41), strided: true), dy = bench.Place(Array4.Random(random, 2, 70, 37, 41), strided: false);
            bench.Kernels.ActivateBackwardParameter<PRelu>(x, dy, slope, false);
            return [.. slope.ReadGradient()];
        }
    }

    private static void Check<TActivation>(VectorWidth width) where TActivation : struct, IParametricActivation
    {
        using var bench = new Bench(2, width);
        for (int seed = 0; seed < 16; seed++)
        {
            bench.Reset();
            var random = new Random(seed);
            One<TActivation>(bench, random, random.Next(1, 40), seed % 2 == 0);
        }
    }

    private static void One<TActivation>(Bench bench, Random random, int channels, bool strided) where TActivation : struct, IParametricActivation
    {
        ParametricReference f = ParametricReference.Of<TActivation>();
        Array4 x = Array4.Random(random, 2, channels, 5, 7).Map(v => 3 * v), dy = Array4.Random(random, 2, channels, 5, 7), a = Array4.Random(random, 1, channels, 1, 1);
        using Parameter parameter = bench.Parameter(a, ParameterLayout.Vector);
        Blob from = bench.Place(x, strided), to = bench.Blob(2, channels, 5, 7, !strided);
        bench.Kernels.Activate<TActivation>(from, parameter, to);
        Close.Check(f.Forward(x, a), bench.Read(to), 2e-6, "forward");

        Blob gradient = bench.Place(dy, !strided), dx = bench.Blob(2, channels, 5, 7, strided);
        (Array4 expected, Array4 terms) = f.BackwardParameter(dy, x, a);
        bench.Kernels.ActivateBackwardParameter<TActivation>(from, gradient, parameter, false);
        Close.Check(expected, terms, Gradient(parameter), 2e-6, "gradient by the parameter");
        bench.Kernels.ActivateBackwardParameter<TActivation>(from, gradient, parameter, true);
        Close.Check(expected.Map(v => 2 * v), terms.Map(v => 2 * v), Gradient(parameter), 2e-6, "gradient by the parameter, added");

        Array4 back = f.BackwardData(dy, x, a);
        int untouched = bench.Untouched();
        bench.Kernels.ActivateBackwardData<TActivation, PassThrough>(gradient, parameter, from, dx, false);
        Assert.Equal(untouched - (int)dx.Count, bench.Untouched());
        Close.Check(back, bench.Read(dx), 2e-6, "gradient");
        bench.Kernels.ActivateBackwardData<TActivation, PassThrough>(gradient, parameter, from, gradient, false);
        Close.Check(back, bench.Read(gradient), 2e-6, "gradient in place");

        Array4 before = Array4.Random(random, 2, channels, 5, 7), added = before.Zip(back, (b, g) => b + g);
        Blob through = bench.Place(dy, strided), onto = bench.Place(before, !strided), leaky = bench.Place(before, strided);
        bench.Kernels.ActivateBackwardData<TActivation, TwiceWherePositive>(through, parameter, from, onto, true);
        Close.Check(added.Zip(x, (g, v) => v > 0 ? 2 * g : 0), bench.Read(onto), 2e-6, "gradient, added and masked");
        bench.Kernels.ActivateBackwardData<TActivation, Through<LeakyRelu<Tenth>>>(through, parameter, from, leaky, true);
        Close.Check(ActivationReference.Of<LeakyRelu<Tenth>>().Back(added, x), bench.Read(leaky), 2e-6, "gradient, added, through a leaky ReLU");
        bench.Kernels.Activate<TActivation>(from, parameter, from);
        Close.Check(f.Forward(x, a), bench.Read(from), 2e-6, "in place");
    }

    private static Array4 Gradient(Parameter parameter) => Array4.Of([.. parameter.ReadGradient()], 1, parameter.Info.Shape[0], 1, 1);
}
