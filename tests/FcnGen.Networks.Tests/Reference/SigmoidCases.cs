using System;
using System.Collections.Generic;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Networks with sigmoid losses, layer by layer.</summary>
internal static class SigmoidCases
{
    /// <summary>One channel, enlarged and not, the probability of one, and several channels.</summary>
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new("binary", d => new BinaryNet(d, 3), Binary),
        new("score", d => new ChanceNet(d, 4), (t, x, labels) => Chance(t, x, labels, asProbability: false)),
        new("chance", d => new ChanceNet(d, 4), (t, x, labels) => Chance(t, x, labels, asProbability: true), Output: 1),
        new("against the rest", d => new AgainstTheRestNet(d, 5), AgainstTheRest),
    ];

    private static (Map Scores, double Loss) Binary(Tape t, Map x, byte[] labels)
    {
        Map up = t.Deconv("upscore", t.Conv("score_fr", t.Conv("conv1", x, 6, 3, stride: 2, pad: 9, relu: true), 1, 1), 1, 3, 2);
        Map y = t.Crop(up, 9, x.Height, x.Width);
        return (y, t.SigmoidLoss(y, labels, 255, mean: true, positiveWeight: 2.5));
    }

    private static (Map Scores, double Loss) Chance(Tape t, Map x, byte[] labels, bool asProbability)
    {
        Map y = t.Conv("score", t.Conv("conv1", x, 6, 3, pad: 1, relu: true), 1, 1);
        double loss = t.SigmoidLoss(y, labels, 255, mean: true);
        return (asProbability ? new Map(y.Value.Map(v => 1 / (1 + Math.Exp(-v)))) : y, loss);
    }

    private static (Map Scores, double Loss) AgainstTheRest(Tape t, Map x, byte[] labels)
    {
        Map y = t.Conv("score", t.Conv("conv1", x, 6, 3, pad: 1, relu: true), 5, 1);
        return (y, t.SigmoidLoss(y, labels, 255, mean: false, positiveWeight: 0.5, weight: 0.25));
    }
}
