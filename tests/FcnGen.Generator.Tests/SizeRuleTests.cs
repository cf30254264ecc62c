using System.Collections.Generic;
using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Generator.Tests;

/// <summary>Size rules against windows that are counted, and what the size proof needs of them.</summary>
public class SizeRuleTests
{
    public static IEnumerable<object[]> Windows =>
        from kernel in new[] { 1, 2, 3, 5, 7 }
        from stride in new[] { 1, 2, 3 }
        from pad in new[] { 0, 1, 2, 10 }
        from dilation in new[] { 1, 2 }
        select new object[] { kernel, stride, pad, dilation };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Convolution_has_a_cell_for_each_window_that_fits(int kernel, int stride, int pad, int dilation)
    {
        SizeRule rule = SizeRule.Conv(kernel, stride, pad, dilation);
        for (int size = 1; size < 60; size++)
        {
            int windows = Enumerable.Range(0, 200).Count(i => i * stride + (kernel - 1) * dilation < size + 2 * pad);
            Assert.Equal(windows, System.Math.Max(rule.Of(size), 0));
        }

        Assert.Equal(rule.KeepsSize, Enumerable.Range(1, 60).All(size => rule.Of(size) == size));
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Transposed_convolution_is_the_size_that_a_convolution_takes_back(int kernel, int stride, int pad, int times)
    {
        pad /= times; // it has no dilation
        SizeRule enlarge = SizeRule.Deconv(kernel, stride, pad), shrink = SizeRule.Conv(kernel, stride, pad);
        for (int size = 1; size < 60; size++) Assert.Equal(size, shrink.Of(enlarge.Of(size)));
    }

    /// <summary>A size larger by the stride gives one cell more, also where the result is empty: the size proof relies on it.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void Rules_commute_with_shifts_by_their_stride(int kernel, int stride, int pad, int dilation)
    {
        for (int size = -50; size < 50; size++)
        {
            foreach (SizeRule rule in new[] { SizeRule.Conv(kernel, stride, pad, dilation), SizeRule.PoolCeil(kernel, stride, pad), SizeRule.PoolFloor(kernel, stride, pad) })
                Assert.Equal(rule.Of(size) + 1, rule.Of(size + stride));
            Assert.Equal(SizeRule.Deconv(kernel, stride, pad).Of(size) + stride, SizeRule.Deconv(kernel, stride, pad).Of(size + 1));
        }
    }

    [Fact]
    public void Same_and_constant_sizes()
    {
        Assert.All(Enumerable.Range(-3, 40), size => Assert.Equal((size, 1), (SizeRule.Same.Of(size), SizeRule.Constant(1).Of(size))));
        Assert.True(SizeRule.Same.KeepsSize);
        Assert.False(SizeRule.Constant(1).KeepsSize);
    }
}
