using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>One cell, repeated over the size of another layer or of an input.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Onto">What it takes its size from.</param>
internal sealed record BroadcastSpec(LayerHead Head, SizeSource Onto) : PlainSpec(Head)
{
    public override string Kind => "Broadcast";

    public override bool KeepsProbabilities => true;

    public override SizeSource SizeFrom => Onto;

    public override bool ReadsOneCell => true;

    public static BroadcastSpec Read(BroadcastAttribute a, LayerHead head, ReadContext context) => new(head, new SizeSource(false, a.Onto ?? ""));

    public static BroadcastSpec Read(BroadcastToInputAttribute a, LayerHead head, ReadContext context) => new(head, new SizeSource(true, a.Input));

    public override void CheckArguments(IArgumentChecks checks) =>
        checks.Require(Onto.IsInput || Onto.Name is not "", "Onto", "not written", "nameof(...) of the layer whose size it takes; [BroadcastToInput] takes that of the picture");

    public override Position Map(Position bottom, Axis axis) => Position.None;

    public override void Lower(IForwardPass pass) => pass.Call(new Launch("Broadcast", Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output)));

    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(0, new Launch("BroadcastBackward", Operand.Read("dy", pass.Gradient)));

    public override string Note(CheckedNetwork network, CheckedLayer layer) => "broadcast onto " + network.Layers[layer.CropOnto].Spec.CaffeName;

    public override LayerSpec Renamed(LayerHead head, Func<string, string> rename, string? input) => this with { Head = head, Onto = Onto.Renamed(rename, input) };

    public override LayerSpec BelowLayer() => this with { Onto = Onto with { IsInput = false } };
}
