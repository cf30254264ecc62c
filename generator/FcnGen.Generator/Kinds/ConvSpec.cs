using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A convolution.</summary>
internal sealed record ConvSpec(LayerHead Head, int Outputs, Window Taps, int ConvGroups, bool HasBias, LearnedParameters Learned)
    : ConvolutionSpec(Head, Outputs, Taps, Learned)
{
    public override string Kind => "Conv";

    public override int Groups => ConvGroups;

    public override bool Bias => HasBias;

    public override bool TakesPad => true;

    protected override string OutputsArgument => "outputs";

    protected override string Phrase => "conv";

    public static ConvSpec Read(ConvAttribute a, LayerHead head, ReadContext context) => new(
        head, a.Outputs, WindowReading.Read(a), a.Groups, a.Bias, LearnedParameters.Read(a, context, Filler.Msra));
}
