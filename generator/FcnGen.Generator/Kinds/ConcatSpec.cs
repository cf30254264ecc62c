using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A concatenation along the channels.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="MayShift">True if the author allows that the layers lie beside each other.</param>
internal sealed record ConcatSpec(LayerHead Head, bool MayShift = false) : PlainSpec(Head)
{
    public override string Kind => "Concat";

    public override Arity Reads => Arity.Several;

    public override bool Joins => true;

    public override bool AllowsShift => MayShift;

    public override bool KeepsProbabilities => true;

    public override bool SetsChannels => true;

    public static ConcatSpec Read(ConcatAttribute a, LayerHead head, ReadContext context) => new(head, a.AllowShift);

    public override void CheckArguments(IArgumentChecks checks)
    {
        // It has none but its layers.
    }

    public override int Channels(IChannelChecks bottoms)
    {
        int sum = 0;
        for (int i = 0; i < bottoms.Count; i++) sum += bottoms[i];
        return sum;
    }

    public override void Lower(IForwardPass pass)
    {
        for (int i = 0; i < pass.Bottoms; i++)
            if (!pass.IsPlaced(i)) pass.Call(Pointwise.Copy(1, pass.Bottom(i), pass.Slice(i)));
    }

    public override void LowerBackward(IBackwardPass pass)
    {
        for (int i = 0; i < pass.Bottoms; i++)
            if (!pass.IsPlaced(i)) pass.Contribute(i, Pointwise.Back(1, pass.Slice(i)));
    }

    public override string Note(CheckedNetwork network, CheckedLayer layer) => "concatenation";
}
