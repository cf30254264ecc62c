using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Kernels that are kept turned round: the same bits as those that are turned anew, and never those of other kernels.</summary>
public sealed class TurnedWeightTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(2, 1, 3)]
    public void They_are_kept_from_the_second_use_and_made_anew_when_the_kernels_change(int stride, int dilation, int groups)
    {
        TestConv.Set(6, 24, 3, stride, 1, dilation, groups);
        var random = new Random(7);
        Array4 dy = Array4.Random(random, 2, 24, 5, 7), first = Array4.Random(random, 24, 6 / groups, 3, 3), second = Array4.Random(random, 24, 6 / groups, 3, 3);
        int height = 4 * stride + 2 * dilation - 1, width = 6 * stride + 2 * dilation - 1;
        using var bench = new Bench();
        using Parameter weight = bench.Parameter(first, ParameterLayout.Conv, groups);
        TurnedWeights kept = ((CpuParameterBuffer)weight.Values).Turned;
        Blob dyBlob = bench.Place(dy, false), dx = bench.Place(new Array4(2, 6, height, width), false), small = bench.Place(new Array4(2, 6, height - 1, width - 2), false);

        Array4 made = Backward(dx);
        Assert.Equal(0, kept.Bytes);
        Assert.Equal(made.Values, Backward(dx).Values);
        Assert.NotEqual(0, kept.Bytes);
        Assert.Equal(made.Values, Backward(dx).Values);

        // A map of another size may have other residues of the stride.
        Array4 cut = Backward(small);
        Assert.Equal(cut.Values, Backward(small).Values);
        Assert.Equal(made.Values, Backward(dx).Values);

        weight.Write(second.ToFloats());
        Array4 changed = Backward(dx);
        Assert.NotEqual(made.Values, changed.Values);
        Assert.Equal(changed.Values, Backward(dx).Values);
        weight.Write(first.ToFloats());
        Assert.Equal(made.Values, Backward(dx).Values);
        Assert.Equal(made.Values, Backward(dx).Values);

        Array4 Backward(Blob to)
        {
            bench.Kernels.ConvBackwardData<TestConv, PassThrough>(dyBlob, weight, to, to, false);
            return bench.Read(to);
        }
    }

    [Fact]
    public void Kernels_of_many_values_are_not_kept()
    {
        TestConv.Set(6, 24, 3, 1, 1, 1, 1);
        using var bench = new Bench(transposedValues: 1024);
        using Parameter weight = bench.Parameter(Array4.Random(new Random(7), 24, 6, 3, 3), ParameterLayout.Conv);
        Blob dy = bench.Place(Array4.Random(new Random(8), 1, 24, 5, 7), false), dx = bench.Place(new Array4(1, 6, 5, 7), false);
        for (int repeat = 0; repeat < 3; repeat++) bench.Kernels.ConvBackwardData<TestConv, PassThrough>(dy, weight, dx, dx, false);
        Assert.Equal(0, ((CpuParameterBuffer)weight.Values).Turned.Bytes);
    }
}
