using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>What the losses have in common that judge each pixel by its label and leave the gradient by the scores.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="IgnoreLabel">Label of pixels that count for nothing; -1 for none.</param>
/// <param name="Normalization">What the sum is divided by.</param>
/// <param name="KeepProbability">Probability with which a pixel counts.</param>
/// <param name="Weight">Factor of the loss.</param>
internal abstract record PixelLossSpec(
    LayerHead Head, int IgnoreLabel, LossNormalization Normalization, double KeepProbability, double Weight) : LayerSpec(Head)
{
    public override Arity Reads => Arity.One;

    /// <summary>True if the author allows that the scores lie beside the labels.</summary>
    public bool MayShift { get; init; }

    public override bool AllowsShift => MayShift;

    /// <summary>One value.</summary>
    public override PerAxis<SizeRule> Size => SizeRule.Constant(1);

    /// <summary>The interface of its constants.</summary>
    protected abstract string ShapeInterface { get; }

    /// <summary>The loss in words: <c>softmax over 21 classes</c>.</summary>
    protected abstract string Phrase(int channels, int classes);

    /// <summary>The constants that other losses do not have.</summary>
    protected abstract ShapeConstant[] OwnConstants(int channels, int classes);

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Range("IgnoreLabel", IgnoreLabel, -1, 255);
        checks.Require(KeepProbability is > 0 and <= 1, "KeepProbability", KeepProbability, "greater than 0 and at most 1");
        checks.Finite("Weight", Weight);
    }

    public override Position Map(Position bottom, Axis axis) => bottom;

    public override Rational? Field(Rational field, Rational stride, Axis axis) => field;

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => new(ShapeInterface, new[]
    {
        new ShapeConstant("IgnoreLabel", IgnoreLabel),
        new ShapeConstant("Normalization", new EnumConstant(Normalization)),
    }.Concat(OwnConstants(inputs, outputs)).Concat([new ShapeConstant("KeepProbability", KeepProbability), new ShapeConstant("Weight", Weight)]).ToEquatableArray());

    /// <summary>The operation has the name of the kind.</summary>
    public override void Lower(IForwardPass pass)
    {
        View truth = pass.Truth(), value = pass.LossValue();
        pass.Call(new Launch(
            Kind, Operand.Read("scores", pass.Bottom()), Operand.Read("labels", truth), Operand.Write("gradient", pass.Output), Operand.Write("loss", value),
            KeepProbability < 1 ? pass.Key() : new NoKeyOperand("key")) { HasShape = true });
    }

    public override void LowerBackward(IBackwardPass pass)
    {
        // The launch of the loss has left the gradient by the scores.
    }

    public override string Note(CheckedNetwork network, CheckedLayer layer)
    {
        string text = Phrase(network.Inputs(layer), layer.Channels) + ", loss and gradient, "
            + (Normalization == LossNormalization.Valid ? "mean over the pixels that count" : "sum over the pixels that count");
        if (IgnoreLabel >= 0) text += ", label " + Words.Int(IgnoreLabel) + " ignored";
        return KeepProbability < 1 ? text + ", pixels kept with probability " + Words.Number(KeepProbability) : text;
    }
}
