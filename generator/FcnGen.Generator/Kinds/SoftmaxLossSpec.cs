using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A softmax loss over the classes of what it reads.</summary>
/// <param name="ClassWeights">One factor per class, or empty for all 1.</param>
internal sealed record SoftmaxLossSpec(
    LayerHead Head, int IgnoreLabel, LossNormalization Normalization, EquatableArray<double> ClassWeights, double KeepProbability, double Weight)
    : PixelLossSpec(Head, IgnoreLabel, Normalization, KeepProbability, Weight)
{
    public override string Kind => "SoftmaxLoss";

    public override LossLabels Labels => new(IgnoreLabel, OutputValues.Scores);

    protected override string ShapeInterface => "ILossShape";

    public static SoftmaxLossSpec Read(SoftmaxLossAttribute a, LayerHead head, ReadContext context) =>
        new(head, a.IgnoreLabel, a.Normalization, (a.ClassWeights ?? []).ToEquatableArray(), a.KeepProbability, a.Weight) { MayShift = a.AllowShift };

    public override void CheckArguments(IArgumentChecks checks)
    {
        base.CheckArguments(checks);
        foreach (double weight in ClassWeights) checks.AtLeastZero("ClassWeights", weight);
    }

    public override int Channels(IChannelChecks bottoms)
    {
        int classes = bottoms[0];
        if (classes is < 2 or > 256)
        {
            bottoms.Report(DiagnosticIds.LossClasses, null, [
                bottoms.Name(0), bottoms.Describe(0),
                "a softmax loss takes from 2 to 256 classes, as labels are bytes" + (classes == 1 ? "; [SigmoidLoss] takes one channel, with the labels 0 and 1" : "")]);
        }

        if (ClassWeights.Count > 0 && ClassWeights.Count != classes)
            bottoms.WrongCount("ClassWeights", ClassWeights.Count, bottoms.Name(0) + " has " + bottoms.Describe(0));
        return classes;
    }

    protected override ShapeConstant[] OwnConstants(int channels, int classes) => [new("ClassWeights", new FloatsConstant(ClassWeights))];

    protected override string Phrase(int channels, int classes) => "softmax over " + Words.Int(classes) + " classes";
}
