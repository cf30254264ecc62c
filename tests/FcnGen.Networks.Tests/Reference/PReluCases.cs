namespace FcnGen.Networks.Tests.Reference;

/// <summary>The network with PReLU after layers of every kind, layer by layer.</summary>
internal static class PReluCases
{
    /// <summary>As part of layers and alone.</summary>
    public static NetworkCase Every { get; } = new("prelu", d => new PReluNet(d, 3), Evaluate);

    /// <summary>Alone, on a layer that others read too.</summary>
    public static NetworkCase Branched { get; } = new("branched prelu", d => new BranchedPReluNet(d, 3), EvaluateBranched);

    private static (Map Scores, double Loss) EvaluateBranched(Tape t, Map x, byte[] labels)
    {
        Map first = t.Conv("first", x, 6, 3, pad: 1, relu: true);
        Map side = t.PRelu("side_bent.weight", ActivationCases.Leaky(t, t.Conv("side", first, 6, 1), -0.5));
        Map y = t.Conv("score", t.Sum((t.PRelu("bent.weight", first), 1), (t.PRelu("other.weight", first), 1), (side, 1)), 3, 1);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) Evaluate(Tape t, Map x, byte[] labels)
    {
        Map first = t.PRelu("first.slope", t.Conv("first", x, 6, 3, pad: 6));
        Map pooled = t.PRelu("pooled.slope", t.MaxPool(first, 2, 2));
        Map bent = t.PRelu("bent.weight", t.Conv("plain", pooled, 4, 3, pad: 1));
        Map up = t.PRelu("up.slope", t.Deconv("up", bent, 4, 4, 2, learned: true));
        Map side = t.Conv("side", first, 4, 1);
        Map fused = t.PRelu("fused.slope", t.Sum((t.Crop(up, 1, side.Height, side.Width), 1), (side, 1)));
        Map mean = t.PRelu("mean.slope", t.AvgPool3(fused));
        Map apart = t.PRelu("apart.weight", t.Conv("wide", mean, 5, 3, pad: 1));
        Map joined = t.PRelu("joined.slope", t.Concat(apart, t.PRelu("beside.slope", t.Conv("beside", mean, 3, 1))));
        Map scaled = t.PRelu("scaled.slope", t.Scale(joined, 2));
        Map y = t.Crop(t.Conv("score_fr", scaled, 3, 1), 5, x.Height, x.Width);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }
}
