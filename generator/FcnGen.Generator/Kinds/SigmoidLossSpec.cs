using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A sigmoid cross-entropy: of one channel, whose labels are 0 and 1, or of several, each against the rest.</summary>
/// <param name="PositiveWeight">Factor of the loss where a channel is to say yes.</param>
internal sealed record SigmoidLossSpec(
    LayerHead Head, int IgnoreLabel, LossNormalization Normalization, double PositiveWeight, double KeepProbability, double Weight)
    : PixelLossSpec(Head, IgnoreLabel, Normalization, KeepProbability, Weight)
{
    private const int MostChannels = 256;

    public override string Kind => "SigmoidLoss";

    public override LossLabels Labels => new(IgnoreLabel, OutputValues.Logits);

    protected override string ShapeInterface => "ISigmoidLossShape";

    public static SigmoidLossSpec Read(SigmoidLossAttribute a, LayerHead head, ReadContext context) =>
        new(head, a.IgnoreLabel, a.Normalization, a.PositiveWeight, a.KeepProbability, a.Weight) { MayShift = a.AllowShift };

    public override void CheckArguments(IArgumentChecks checks)
    {
        base.CheckArguments(checks);
        // As the kernels have it, in single precision.
        checks.Require((float)PositiveWeight > 0 && Numbers.IsFinite((float)PositiveWeight), "PositiveWeight", PositiveWeight, "a finite number greater than 0");
    }

    public override int Channels(IChannelChecks bottoms)
    {
        if (bottoms[0] > MostChannels)
            bottoms.Report(DiagnosticIds.LossClasses, null, [bottoms.Name(0), bottoms.Describe(0), "a sigmoid loss takes at most 256 channels, as labels are bytes"]);
        return LabelRule.ClassesOf(bottoms[0]);
    }

    protected override ShapeConstant[] OwnConstants(int channels, int classes) => [new("Classes", classes), new("PositiveWeight", PositiveWeight)];

    protected override string Phrase(int channels, int classes) =>
        (channels == 1 ? "sigmoid, 1 against 0" : "sigmoid of " + Words.Int(channels) + " channels, each against the rest")
        + (PositiveWeight == 1 ? "" : ", positives times " + Words.Number(PositiveWeight));
}
