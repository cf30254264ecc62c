using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Convolutions of both kinds and random shapes that end in an activation with a learned value per channel, at every vector width.</summary>
public sealed class LearnedEpilogueTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Convolutions_end_in_a_prelu(int width) => Check<PRelu>((VectorWidth)width);

    [WidthTheory, MemberData(nameof(Widths))]
    public void Convolutions_end_in_an_activation_of_the_tests(int width) => Check<LearnedSwish>((VectorWidth)width);

    [WidthTheory, MemberData(nameof(Widths))]
    public void A_prelu_in_a_launch_of_its_own_gives_the_same_bits(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        TestConv.Set(21, 34, 3, 2, 1, dilation: 2, groups: 1);
        var random = new Random(7);
        using Parameter weight = bench.Parameter(Array4.Random(random, 34, 21, 3, 3), ParameterLayout.Conv);
        using Parameter bias = bench.Parameter(Array4.Random(random, 1, 34, 1, 1), ParameterLayout.Vector);
        using Parameter slope = bench.Parameter(Array4.Random(random, 1, 34, 1, 1), ParameterLayout.Vector);
        Blob from = bench.Place(Array4.Random(random, 2, 21, 14, 13), strided: true), to = bench.Blob(2, 34, 6, 6, strided: true), apart = bench.Blob(2, 34, 6, 6, strided: false);
        bench.Kernels.Conv<TestConv, Bias<Store>, PRelu>(from, weight, bias, slope, to);
        bench.Kernels.Conv<TestConv, Bias<Store>>(from, weight, bias, apart, false);
        bench.Kernels.Activate<PRelu>(apart, slope, apart);
        double[] values = bench.Read(to).Values;
        Assert.Equal(bench.Read(apart).Values.Select(BitConverter.DoubleToInt64Bits), values.Select(BitConverter.DoubleToInt64Bits));
        Assert.Contains(values, value => value != 0);
    }

    [Fact]
    public void Names_tell_what_is_learned() => Assert.Equal(["learned_prelu", "learned_learned_swish"], [Learned<PRelu>.Name, Learned<LearnedSwish>.Name]);

    [Fact]
    public void What_is_not_a_number_stays_that_and_infinity_goes_with_its_slope()
    {
        using var bench = new Bench(1);
        TestConv.Set(1, 19, 1, 1, 0);
        var x = new Array4(1, 1, 1, 3);
        (x[0, 0, 0, 0], x[0, 0, 0, 1], x[0, 0, 0, 2]) = (double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        using Parameter weight = bench.Parameter(new Array4(19, 1, 1, 1).Map(_ => 1), ParameterLayout.Conv);
        using Parameter slope = bench.Parameter(new Array4(1, 19, 1, 1).Map(_ => -0.5), ParameterLayout.Vector);
        Blob to = bench.Blob(1, 19, 1, 3, strided: true);
        bench.Kernels.Conv<TestConv, Store, PRelu>(bench.Place(x, strided: false), weight, null, slope, to);
        Array4 y = bench.Read(to);
        for (int c = 0; c < 19; c++) Assert.Equal((double.NaN, double.PositiveInfinity, double.PositiveInfinity), (y[0, c, 0, 0], y[0, c, 0, 1], y[0, c, 0, 2]));
    }

    [Fact]
    public void A_repeated_launch_allocates_nothing()
    {
        using var bench = new Bench(1);
        TestConv.Set(3, 5, 3, 1, 1);
        var random = new Random(1);
        using Parameter weight = bench.Parameter(Array4.Random(random, 5, 3, 3, 3), ParameterLayout.Conv);
        using Parameter slope = bench.Parameter(Array4.Random(random, 1, 5, 1, 1), ParameterLayout.Vector);
        Blob from = bench.Place(Array4.Random(random, 1, 3, 6, 7), strided: false), to = bench.Blob(1, 5, 6, 7, strided: false);
        CpuKernels kernels = bench.Kernels;
        for (int i = 0; i < 3; i++) kernels.Conv<TestConv, Store, PRelu>(from, weight, null, slope, to);
        long before = GC.GetAllocatedBytesForCurrentThread();
        kernels.Conv<TestConv, Store, PRelu>(from, weight, null, slope, to);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Check<TActivation>(VectorWidth width) where TActivation : struct, IParametricActivation
    {
        using var bench = new Bench(2, width, transposedValues: 2048);
        for (int seed = 0; seed < 30; seed++)
        {
            bench.Reset();
            Convolution<TActivation>(bench, seed);
            bench.Reset();
            Transposed<TActivation>(bench, seed);
        }
    }

    private static void Convolution<TActivation>(Bench bench, int seed) where TActivation : struct, IParametricActivation
    {
        var random = new Random(seed);
        int groups = Groups(random);
        var conv = new ConvReference(
            groups * random.Next(1, 40), groups * random.Next(1, 40), random.Next(1, 5), random.Next(1, 5), random.Next(1, 4), random.Next(1, 4),
            random.Next(0, 3), random.Next(0, 3), random.Next(1, 3), random.Next(1, 3), groups);
        (int height, int width) = (conv.HeightOf(10), conv.WidthOf(9));
        TestConv.Set(conv);
        Array4 x = Array4.Random(random, 2, conv.Inputs, 10, 9);
        Array4 w = Array4.Random(random, conv.Outputs, conv.Inputs / groups, conv.KernelH, conv.KernelW);
        Array4 b = Array4.Random(random, 1, conv.Outputs, 1, 1), a = Array4.Random(random, 1, conv.Outputs, 1, 1);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Conv, groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector), learned = bench.Parameter(a, ParameterLayout.Vector);
        Blob from = bench.Place(x, seed % 2 == 0), to = bench.Blob(2, conv.Outputs, height, width, seed % 3 == 0);
        int untouched = bench.Untouched();

        bench.Kernels.Conv<TestConv, Bias<Store>, TActivation>(from, weight, bias, learned, to);
        Assert.Equal(untouched - (int)to.Count, bench.Untouched());
        Check<TActivation>(
            bench, to, a, conv.Forward(x, w, b.Values, height, width), conv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width), $"seed {seed}: {conv}");
    }

    private static void Transposed<TActivation>(Bench bench, int seed) where TActivation : struct, IParametricActivation
    {
        var random = new Random(seed);
        int groups = Groups(random);

        // Strides beyond the kernel leave cells that nothing is added to.
        var deconv = new DeconvReference(
            groups * random.Next(1, 40), groups * random.Next(1, 40), random.Next(1, 6), random.Next(1, 6), random.Next(1, 4), random.Next(1, 4), 0, 0,
            random.Next(1, 3), random.Next(1, 3), groups);
        (int height, int width) = (deconv.HeightOf(4), deconv.WidthOf(5));
        TestConv.Set(deconv);
        Array4 x = Array4.Random(random, 2, deconv.Inputs, 4, 5);
        Array4 w = Array4.Random(random, deconv.Inputs, deconv.Outputs / groups, deconv.KernelH, deconv.KernelW);
        Array4 b = Array4.Random(random, 1, deconv.Outputs, 1, 1), a = Array4.Random(random, 1, deconv.Outputs, 1, 1);
        using Parameter weight = bench.Parameter(w, ParameterLayout.Deconv, groups);
        using Parameter bias = bench.Parameter(b, ParameterLayout.Vector), learned = bench.Parameter(a, ParameterLayout.Vector);
        Blob from = bench.Place(x, seed % 2 == 0), to = bench.Blob(2, deconv.Outputs, height, width, seed % 3 == 0);
        int untouched = bench.Untouched();

        bench.Kernels.Deconv<TestConv, Bias<Store>, TActivation>(from, weight, bias, learned, to);
        Assert.Equal(untouched - (int)to.Count, bench.Untouched());
        Check<TActivation>(
            bench, to, a, deconv.Forward(x, w, b.Values, height, width), deconv.Forward(x.Abs(), w.Abs(), b.Abs().Values, height, width), $"seed {seed}: {deconv}");
        bench.Kernels.Deconv<TestConv, Store, TActivation>(from, weight, null, learned, to);
        Check<TActivation>(
            bench, to, a, deconv.Forward(x, w, null, height, width), deconv.Forward(x.Abs(), w.Abs(), null, height, width), $"seed {seed}: {deconv} without bias");
    }

    private static int Groups(Random random) => random.Next(3) == 0 ? random.Next(2, 4) : 1;

    private static void Check<TActivation>(Bench bench, Blob to, Array4 a, Array4 sums, Array4 magnitude, string what) where TActivation : struct, IParametricActivation =>
        Close.Check(ParametricReference.Of<TActivation>().Forward(sums, a), magnitude.Map(v => v + 1), bench.Read(to), Tolerance, what);
}
