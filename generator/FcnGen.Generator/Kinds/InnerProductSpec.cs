using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A classifier's fully connected layer, made a convolution.</summary>
internal sealed record InnerProductSpec(LayerHead Head, int Outputs, Window Taps, LearnedParameters Learned) : ConvolutionSpec(Head, Outputs, Taps, Learned)
{
    public override string Kind => "InnerProduct";

    protected override string OutputsArgument => "outputs";

    protected override string Phrase => "inner product as conv";

    public static InnerProductSpec Read(InnerProductAttribute a, LayerHead head, ReadContext context) =>
        new(head, a.Outputs, new Window(a.Kernel), LearnedParameters.Read(a, context, Filler.Msra));
}
