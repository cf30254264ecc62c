using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>What operations of an optimiser ask of the cpu device, against plain loops in double precision.</summary>
public sealed class StepTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Updates_are_adam(bool decoupled)
    {
        using var bench = new Bench(2);
        var random = new Random(3);
        Array4 start = Array4.Random(random, 33, 5, 3, 3);
        using Parameter parameter = bench.Parameter(start, ParameterLayout.Conv);
        using ParameterBuffer first = bench.Device.CreateParameterBuffer(parameter.Info), second = bench.Device.CreateParameterBuffer(parameter.Info);
        var steps = new AdamSteps(bench.Device, parameter, start, (first, second), random, count: 4, decoupled);
        float[] read = [.. parameter.Read()];
        Assert.True(steps.Values.Zip(start.Values).Count(pair => Math.Abs(pair.First - pair.Second) > 0.05) > read.Length / 2, "the values hardly moved");
        for (int i = 0; i < read.Length; i++) Assert.Equal(steps.Values[i], read[i], 2e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(16384)]
    [InlineData(50001)]
    public void Squares_are_added_up_in_double_precision(int count)
    {
        var random = new Random(count);
        Array4 values = Array4.Random(random, 1, count, 1, 1), kernels = Array4.Random(random, 33, 5, 3, 3);
        double expected = Sum(values) + Sum(kernels), found = SumOfSquares(2);
        Assert.Equal(expected, found, 1e-13 * expected);
        Assert.Equal(found, SumOfSquares(1));
        Assert.Equal(found, SumOfSquares(3));

        double SumOfSquares(int threads)
        {
            using var bench = new Bench(threads);
            using Parameter vector = bench.Parameter(values, ParameterLayout.Vector), conv = bench.Parameter(kernels, ParameterLayout.Conv);
            vector.Gradient.Write(values.ToFloats());
            conv.Gradient.Write(kernels.ToFloats());
            return bench.Device.SumOfSquares([vector, conv]);
        }

        static double Sum(Array4 array) => array.ToFloats().Sum(value => (double)value * value);
    }

    [Fact]
    public void Large_squares_are_finite_and_what_is_not_finite_shows()
    {
        using var bench = new Bench(1);
        using Parameter parameter = bench.Parameter(new Array4(1, 21, 1, 1), ParameterLayout.Vector);
        Assert.Equal(0, bench.Device.SumOfSquares([parameter]));
        Assert.Equal(0, bench.Device.SumOfSquares([]));
        Assert.Equal(9e60, With(3e30f), 1e54);
        Assert.Equal(double.PositiveInfinity, With(float.NegativeInfinity));
        Assert.Equal(double.NaN, With(float.NaN));

        double With(float value)
        {
            var values = new float[21];
            values[19] = value;
            parameter.Gradient.Write(values);
            return bench.Device.SumOfSquares([parameter]);
        }
    }
}
