using System;
using System.Linq;

namespace FcnGen.Training.Tests;

public sealed class FillerTests
{
    private static ParameterInfo Info(Filler filler, ParameterLayout layout, int groups, double value, params int[] shape) => new()
    {
        Name = "w",
        Shape = shape,
        Layout = layout,
        Groups = groups,
        Filler = filler,
        FillerValue = value,
    };

    private static float[] Fill(ParameterInfo info, int seed = 1, int stream = 0)
    {
        var values = new float[info.Count];
        values.AsSpan().Fill(float.NaN);
        Fillers.Fill(info, seed, stream, values);
        return values;
    }

    [Theory]
    [InlineData(64, 63.0 / 64, 32)]
    [InlineData(63, 1, 32)]
    [InlineData(32, 31.0 / 32, 16)]
    [InlineData(16, 15.0 / 16, 8)]
    [InlineData(4, 0.75, 2)]
    public void Bilinear_weights_are_those_published(int kernel, double largest, double sum)
    {
        double[] weights = Fillers.BilinearWeights(kernel);
        Assert.Equal(largest, weights.Max(), 12);
        Assert.Equal(sum, weights.Sum(), 12);
        Assert.Equal(kernel == 63 ? 1.0 / 32 : 1.0 / kernel, weights[0], 12);
        Assert.Equal(weights, weights.Reverse());
    }

    [Fact]
    public void Bilinear_kernel_of_four_is_one_and_three_quarters() => Assert.Equal([0.25, 0.75, 0.75, 0.25], Fillers.BilinearWeights(4));

    [Fact]
    public void Bilinear_sets_the_diagonal_only()
    {
        float[] values = Fill(Info(Filler.Bilinear, ParameterLayout.Deconv, 1, 0, 3, 3, 4, 4));
        for (int i = 0; i < 3; i++)
        {
            for (int o = 0; o < 3; o++)
            {
                Assert.Equal(i == o ? 0.75f * 0.25f : 0, values[(i * 3 + o) * 16 + 4]);
                Assert.Equal(i == o ? 4 : 0, values.Skip((i * 3 + o) * 16).Take(16).Sum(), 6);
            }
        }
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(2, 3)]
    public void Bilinear_of_groups_joins_each_channel_to_itself(int groups, int perGroup)
    {
        float[] values = Fill(Info(Filler.Bilinear, ParameterLayout.Deconv, groups, 0, 6, perGroup, 2, 2));
        for (int channel = 0; channel < 6; channel++)
        {
            for (int other = 0; other < perGroup; other++)
                Assert.Equal(other == channel % perGroup ? 0.25f : 0, values[(channel * perGroup + other) * 4]);
        }

        Assert.Throws<ArgumentException>(() => Fill(Info(Filler.Bilinear, ParameterLayout.Deconv, 1, 0, 3, 2, 4, 4)));
        Assert.Throws<ArgumentException>(() => Fill(Info(Filler.Bilinear, ParameterLayout.Vector, 1, 0, 3)));
    }

    [Fact]
    public void A_learned_deconvolution_starts_as_interpolation_or_with_random_weights()
    {
        using Device cpu = Device.Cpu();
        using var net = new UpsamplingNet(cpu);
        Assert.Equal(Filler.Bilinear, net.Parameters.Same.Weight.Info.Filler);
        float[] narrower = [.. net.Parameters.Narrower.Weight.Read()];
        double deviation = Math.Sqrt(narrower.Average(value => (double)value * value));
        double expected = Math.Sqrt(2.0 / (12 * 3 * 3));
        Assert.InRange(deviation, 0.9 * expected, 1.1 * expected);
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Fill(Info(Filler.Zero, ParameterLayout.Vector, 1, 5, 9)), value => Assert.Equal(0, value));
        Assert.All(Fill(Info(Filler.Constant, ParameterLayout.Vector, 1, 0.01, 9)), value => Assert.Equal(0.01f, value));
    }

    [Theory]
    [InlineData(Filler.Gaussian, 0.01)]
    // Fan-in 24/2 inputs of 3x3.
    [InlineData(Filler.Msra, 0.136082763)]
    [InlineData(Filler.Xavier, 0.0962250449)]
    public void Random_fillers_have_the_moments_of_their_distribution(Filler filler, double deviation)
    {
        float[] values = Fill(Info(filler, ParameterLayout.Conv, 2, 0.01, 1000, 12, 3, 3));
        double n = values.Length;
        Assert.InRange(values.Average(value => (double)value), -4 * deviation / Math.Sqrt(n), 4 * deviation / Math.Sqrt(n));
        double variance = values.Average(value => (double)value * value), fourth = values.Average(value => Math.Pow(value, 4));
        Assert.Equal(1, Math.Sqrt(variance) / deviation, 0.01);
        // Kurtosis: 3 for a normal, 9/5 for a uniform distribution.
        Assert.Equal(filler == Filler.Xavier ? 1.8 : 3, fourth / (variance * variance), 0.1);
        double tail = values.Count(value => Math.Abs(value) > 2 * deviation) / n;
        Assert.Equal(filler == Filler.Xavier ? 0 : 0.0455, tail, 0.003);
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(25, 40, 1, 5, 5)]
    public void Fan_in_of_what_is_no_kernel_is_the_values_of_a_channel(long expected, params int[] shape) =>
        Assert.Equal(expected, Fillers.FanIn(Info(Filler.Msra, ParameterLayout.Vector, 1, 0, shape)));

    [Fact]
    public void Seed_and_stream_choose_the_values()
    {
        ParameterInfo info = Info(Filler.Msra, ParameterLayout.Conv, 1, 0, 40, 30, 9, 9);
        float[] values = Fill(info, 3, 4);
        Assert.Equal(values, Fill(info, 3, 4));
        Assert.NotEqual(values, Fill(info, 4, 4));
        Assert.NotEqual(values, Fill(info, 3, 5));
        // Pieces are filled from keys of their own and must not repeat.
        Assert.NotEqual(values[..1000], values[65536..66536]);
    }

    [Fact]
    public void Own_logarithm_is_exact_to_rounding()
    {
        for (double x = 1e-19; x < 1e19; x *= 1.37) Assert.Equal(Math.Log(x), Fillers.Log(x), 1e-14 * Math.Max(1, Math.Abs(Math.Log(x))));
    }
}

/// <summary>Learned enlargements, one of which changes the number of channels.</summary>
[FullyConvNet(Channels = 3)]
public partial class UpsamplingNet
{
    [Conv(12, Kernel = 5, Stride = 4, Pad = 8), Relu] public partial Layer Conv1 { get; }
    [Deconv(12, Kernel = 4, Stride = 2)] public partial Layer Same { get; }
    [Deconv(6, Kernel = 3, Stride = 2)] public partial Layer Narrower { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
