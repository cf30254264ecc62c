using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu.Tests;

using Inner = ConvOf<D<D<D<N4, N0>, N9>, N6>, D<D<D<N4, N0>, N9>, N6>, N1, N1, N0, N1, N1>;

/// <summary>How sums are split on a GPU of 132 multiprocessors.</summary>
public sealed class ConvSplitTests
{
    private const int Processors = 132;

    [Fact]
    public void Parts_cover_all_steps_and_none_is_empty()
    {
        ConvTactic tactic = ConvTactics.Choose<Inner>(ConvPass.Forward, false);
        for (int steps = 0; steps < 1000; steps += 7)
        {
            for (int blocks = 1; blocks < 600; blocks += 13)
            {
                ConvSplit split = ConvSplit.Of(tactic, blocks, steps, Processors);
                Assert.True(split.Count >= 1 && split.Steps >= 1, $"{split}");
                Assert.True((long)split.Count * split.Steps >= steps && (split.Count == 1 || (split.Count - 1) * split.Steps < steps), $"{steps} steps: {split}");
            }
        }
    }

    // Blocks and steps of layers of FCN-8s at 500×500: conv4_1, conv5, fc6; gradients by the data of conv4_1 and fc6; gradients of the weights of conv2_1, conv3_1, conv4_1, conv5.
    [Theory]
    [InlineData(false, 244, 288)]
    [InlineData(false, 64, 576)]
    [InlineData(false, 64, 3136)]
    [InlineData(false, 122, 576)]
    [InlineData(false, 16, 25088)]
    [InlineData(false, 5, 15226)]
    [InlineData(false, 18, 3829)]
    [InlineData(false, 72, 968)]
    [InlineData(false, 144, 242)]
    [InlineData(true, 244, 144)]
    [InlineData(true, 64, 288)]
    [InlineData(true, 64, 1568)]
    [InlineData(true, 16, 12544)]
    [InlineData(true, 36, 1915)]
    public void No_multiprocessor_has_much_more_to_do_than_the_others(bool tensor, int blocks, int steps)
    {
        ConvTactic tactic = ConvTactics.Choose<Inner>(ConvPass.Forward, tensor);
        ConvSplit split = ConvSplit.Of(tactic, blocks, steps, Processors);
        int groups = blocks * split.Count;
        int most = (groups + Processors - 1) / Processors;
        int held = Math.Max(most, tactic.GroupsPerProcessor);
        Assert.True(groups >= 0.7 * held * Processors, $"{groups} groups of {split.Steps} steps on {Processors} multiprocessors");
    }
}
