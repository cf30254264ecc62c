using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>A softmax loss over the classes of what it reads.</summary>
internal sealed record SoftmaxLossSpec(
    LayerHead Head, int IgnoreLabel, LossNormalization Normalization, EquatableArray<double> ClassWeights, double KeepProbability, double Weight) : LayerSpec(Head)
{
    public override string Kind => "SoftmaxLoss";

    public override Arity Reads => Arity.One;

    public override LossLabels Labels => new(IgnoreLabel);

    /// <summary>True if the author allows that the scores lie beside the labels.</summary>
    public bool MayShift { get; init; }

    public override bool AllowsShift => MayShift;

    /// <summary>One value.</summary>
    public override PerAxis<SizeRule> Size => SizeRule.Constant(1);

    public static SoftmaxLossSpec Read(SoftmaxLossAttribute a, LayerHead head, ReadContext context) =>
        new(head, a.IgnoreLabel, a.Normalization, (a.ClassWeights ?? []).ToEquatableArray(), a.KeepProbability, a.Weight) { MayShift = a.AllowShift };

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Range("IgnoreLabel", IgnoreLabel, -1, 255);
        checks.Require(KeepProbability is > 0 and <= 1, "KeepProbability", KeepProbability, "greater than 0 and at most 1");
        checks.Finite("Weight", Weight);
        foreach (double weight in ClassWeights) checks.AtLeastZero("ClassWeights", weight);
    }

    public override int Channels(IChannelChecks bottoms)
    {
        int classes = bottoms[0];
        if (classes is < 2 or > 256) bottoms.Report(DiagnosticIds.LossClasses, null, [bottoms.Name(0), bottoms.Describe(0)]);
        if (ClassWeights.Count > 0 && ClassWeights.Count != classes)
            bottoms.WrongCount("ClassWeights", ClassWeights.Count, bottoms.Name(0) + " has " + bottoms.Describe(0));
        return classes;
    }

    public override Position Map(Position bottom, Axis axis) => bottom;

    public override Rational? Field(Rational field, Rational stride, Axis axis) => field;

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => new("ILossShape", EquatableArray.Of(
        new ShapeConstant("IgnoreLabel", IgnoreLabel),
        new ShapeConstant("Normalization", new EnumConstant(Normalization)),
        new ShapeConstant("ClassWeights", new FloatsConstant(ClassWeights)),
        new ShapeConstant("KeepProbability", KeepProbability),
        new ShapeConstant("Weight", Weight)));

    public override void Lower(IForwardPass pass)
    {
        View truth = pass.Truth(), value = pass.LossValue();
        pass.Call(new Launch(
            "SoftmaxLoss", Operand.Read("scores", pass.Bottom()), Operand.Read("labels", truth), Operand.Write("gradient", pass.Output), Operand.Write("loss", value),
            KeepProbability < 1 ? pass.Key() : new NoKeyOperand("key")) { HasShape = true });
    }

    public override void LowerBackward(IBackwardPass pass)
    {
        // The launch of the loss has left the gradient by the scores.
    }

    public override string Note(CheckedNetwork network, CheckedLayer layer)
    {
        string text = "softmax over " + Words.Int(layer.Channels) + " classes, loss and gradient, "
            + (Normalization == LossNormalization.Valid ? "mean over the pixels that count" : "sum over the pixels that count");
        if (IgnoreLabel >= 0) text += ", label " + Words.Int(IgnoreLabel) + " ignored";
        return KeepProbability < 1 ? text + ", pixels kept with probability " + Words.Number(KeepProbability) : text;
    }
}
