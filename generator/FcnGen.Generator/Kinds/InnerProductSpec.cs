using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>A classifier's fully connected layer, made a convolution.</summary>
/// <param name="CoversMap">True if no kernel is written, so that it is the whole map where that has one size.</param>
internal sealed record InnerProductSpec(LayerHead Head, int Outputs, Window Taps, bool CoversMap, LearnedParameters Learned) : ConvolutionSpec(Head, Outputs, Taps, Learned)
{
    public override string Kind => "InnerProduct";

    protected override string OutputsArgument => "outputs";

    protected override string Phrase => "inner product as conv";

    public static InnerProductSpec Read(InnerProductAttribute a, LayerHead head, ReadContext context) => new(
        head, a.Outputs, WindowReading.Read(a), !context.IsWritten(nameof(a.Kernel)) && a.KernelHeight == LayerAttribute.AsBoth && a.KernelWidth == LayerAttribute.AsBoth,
        LearnedParameters.Read(a, context, Filler.Msra));

    public override LayerSpec Over(PerAxis<int> map) => CoversMap ? With(new Window(new WindowAxis(map.Height), new WindowAxis(map.Width))) : this;
}
