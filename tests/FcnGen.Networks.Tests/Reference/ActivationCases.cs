using System;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Activations layer by layer.</summary>
internal static class ActivationCases
{
    /// <summary>Activations after layers of every kind, and alone.</summary>
    public static NetworkCase Every { get; } = new("activations", d => new ActivationsNet(d, 3), Evaluate);

    /// <summary>Concatenations with an activation over layers with theirs.</summary>
    public static NetworkCase Joined { get; } = new("joined activations", d => new JoinedActivationsNet(d, 3), EvaluateJoined);

    /// <summary>x where it is positive, else slope · x.</summary>
    public static Map Leaky(Tape t, Map x, double slope) => t.Pointwise(x, v => v > 0 ? v : slope * v, v => v > 0 ? 1 : slope);

    /// <summary>1 / (1 + e^−x).</summary>
    public static Map Sigmoid(Tape t, Map x) => t.Pointwise(x, v => 1 / (1 + Math.Exp(-v)), v => 1 / (2 + Math.Exp(v) + Math.Exp(-v)));

    /// <summary>min(max(x, low), high).</summary>
    public static Map Clip(Tape t, Map x, double low, double high) => t.Pointwise(x, v => Math.Clamp(v, low, high), v => v > low && v < high ? 1 : 0);

    private static (Map Scores, double Loss) EvaluateJoined(Tape t, Map x, byte[] labels)
    {
        Map first = Sigmoid(t, t.Concat(t.Conv("a", x, 5, 3, pad: 1, relu: true), Sigmoid(t, t.Conv("b", x, 4, 3, pad: 1))));
        Map c = Clip(t, t.Conv("c", first, 3, 1), -0.2f, 0.3f), d = Leaky(t, t.Conv("d", first, 4, 1), 0.2f);
        Map y = t.Conv("score", Leaky(t, t.Concat(c, d), 0.5), 3, 1);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) Evaluate(Tape t, Map x, byte[] labels)
    {
        Map leaky = Leaky(t, t.Conv("leaky", x, 6, 3, pad: 6), 0.1f);
        Map folded = Leaky(t, t.Conv("folded", Clip(t, t.MaxPool(leaky, 2, 2), -0.25, 0.5), 4, 3, pad: 1), -0.5);
        Map up = Sigmoid(t, t.Deconv("up", folded, 4, 4, 2, learned: true));
        Map side = t.Conv("side", leaky, 4, 1);
        Map fused = Leaky(t, t.Sum((t.Crop(up, 1, side.Height, side.Width), 1), (side, 1)), -0.25);
        Map plain = t.Conv("plain", t.Lrn(fused, 3, 0.5, 0.75), 5, 3, pad: 1);
        Map joined = Leaky(t, t.Concat(Leaky(t, plain, -0.5), Clip(t, plain, -0.5, 0.5)), -2);
        Map y = t.Crop(t.Conv("score_fr", joined, 3, 1), 5, x.Height, x.Width);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }
}
