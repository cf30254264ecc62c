using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A learned transposed convolution.</summary>
internal sealed record DeconvSpec(LayerHead Head, int Outputs, Window Taps, int DeconvGroups, bool Bias, LearnedParameters Learned)
    : TransposedSpec(Head, Outputs, Taps, DeconvGroups, Learned)
{
    public override string Kind => "Deconv";

    public override bool FusesActivation => true;

    /// <summary>The attribute declares this kind, or <see cref="BilinearSpec"/>.</summary>
    public static LayerSpec Read(DeconvAttribute a, LayerHead head, ReadContext context)
    {
        Window window = WindowReading.Read(a);
        LearnedParameters learned = LearnedParameters.Read(a, context, Filler.Default);
        return a.Bilinear ? new BilinearSpec(head, a.Outputs, window, a.Groups, a.Bias, learned) : new DeconvSpec(head, a.Outputs, window, a.Groups, a.Bias, learned);
    }

    public override int Channels(IChannelChecks bottoms)
    {
        bottoms.CheckGroups(Groups, Outputs);
        Learned.CheckBilinearFiller(bottoms, Outputs);
        return Outputs;
    }

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs)
    {
        ParameterEntry weight = Learned.Weight(ParameterLayout.Deconv, WeightShape(inputs), Groups, FillerFor(inputs));
        return Bias ? EquatableArray.Of(weight, Learned.Bias(Outputs)) : EquatableArray.Of(weight);
    }

    public override void Lower(IForwardPass pass) => ConvShape.Lower(pass, "Deconv", Bias);

    public override void LowerBackward(IBackwardPass pass) => ConvShape.LowerBackward(pass, "Deconv");

    public override string Note(CheckedNetwork network, CheckedLayer layer) => ConvShape.Note(network, layer, "deconv", Taps, Groups, Bias);

    public override string? Interpolation(int inputs) => FillerFor(inputs) == Filler.Bilinear ? "starts as bilinear interpolation" : null;

    /// <summary>By default it starts as interpolation; where channels can't be carried over one to one, as a convolution does.</summary>
    private Filler FillerFor(int inputs) =>
        Learned.Filler != Filler.Default ? Learned.Filler : Outputs == inputs ? Filler.Bilinear : Filler.Msra;
}
