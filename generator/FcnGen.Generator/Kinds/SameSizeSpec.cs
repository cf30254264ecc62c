using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>A layer that reads one other and has its channels, size and place: what is left to say is what it computes.</summary>
internal abstract record SameSizeSpec(LayerHead Head) : LayerSpec(Head)
{
    public override Arity Reads => Arity.One;

    public override PerAxis<SizeRule> Size => SizeRule.Same;

    public override int Channels(IChannelChecks bottoms) => bottoms[0];

    public override Position Map(Position bottom, Axis axis) => bottom;

    public override Rational? Field(Rational field, Rational stride, Axis axis) => field;
}
