using System;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A crop onto another layer, or onto an input. Its place and size are those of its target.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Onto">What it is cropped onto.</param>
/// <param name="MayShift">True if the author allows that it lies beside that.</param>
internal sealed record CropSpec(LayerHead Head, CropTarget Onto, bool MayShift = false) : PlainSpec(Head)
{
    public override string Kind => "Crop";

    public override CropTarget Target => Onto;

    public override bool AllowsShift => MayShift;

    public override bool KeepsProbabilities => true;

    public static CropSpec Read(CropAttribute a, LayerHead head, ReadContext context) => new(head, new CropTarget(false, a.Onto ?? "", a.Offset), a.AllowShift);

    public static CropSpec Read(CropToInputAttribute a, LayerHead head, ReadContext context) => new(head, new CropTarget(true, a.Input, a.Offset), a.AllowShift);

    public override void CheckArguments(IArgumentChecks checks) =>
        checks.Require(Onto.DeclaredOffset >= -1, "Offset", Onto.DeclaredOffset, "at least 0, or -1 for no expectation");

    public override void Lower(IForwardPass pass) => pass.Call(Pointwise.Copy(1, pass.Window(), pass.Output));

    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(0, Pointwise.Back(1, pass.Gradient), dx: pass.Window());

    public override string Note(CheckedNetwork network, CheckedLayer layer) =>
        "crop by " + Words.Pair(layer.CropOffset) + " onto " + network.Layers[layer.CropOnto].Spec.CaffeName;

    public override LayerSpec Renamed(LayerHead head, Func<string, string> rename, string? input) =>
        this with { Head = head, Onto = (CropTarget)Onto.Renamed(rename, input) };

    public override LayerSpec BelowLayer() => this with { Onto = Onto with { IsInput = false } };
}
