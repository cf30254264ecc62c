using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>The mean over the whole map: one cell, which lies nowhere.</summary>
internal sealed record GlobalAvgPoolSpec(LayerHead Head) : LayerSpec(Head)
{
    public override string Kind => "GlobalAvgPool";

    public override bool KeepsProbabilities => true;

    public override Arity Reads => Arity.One;

    public override PerAxis<SizeRule> Size => SizeRule.Constant(1);

    public static GlobalAvgPoolSpec Read(GlobalAvgPoolAttribute a, LayerHead head, ReadContext context) => new(head);

    public override void CheckArguments(IArgumentChecks checks)
    {
        // It has none.
    }

    public override int Channels(IChannelChecks bottoms) => bottoms[0];

    public override Position Map(Position bottom, Axis axis) => Position.None;

    public override Rational? Field(Rational field, Rational stride, Axis axis) => null;

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct? Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => null;

    public override void Lower(IForwardPass pass) => pass.Call(new Launch("GlobalAvgPool", Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output)));

    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(0, new Launch("GlobalAvgPoolBackward", Operand.Read("dy", pass.Gradient)));

    public override string Note(CheckedNetwork network, CheckedLayer layer) => "mean over the map";
}
