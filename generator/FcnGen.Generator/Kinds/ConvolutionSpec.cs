using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>What convolutions of all kinds have in common.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Taps">The window.</param>
/// <param name="Learned">What is declared for the parameters.</param>
internal abstract record ConvolutionSpec(LayerHead Head, int Outputs, Window Taps, LearnedParameters Learned) : LayerSpec(Head)
{
    public override Arity Reads => Arity.One;

    public override Window Window => Taps;

    public override PerAxis<SizeRule> Size => Taps.Select(static a => SizeRule.Conv(a.Kernel, a.Stride, a.Pad, a.Dilation, a.PadEnd));

    public override bool SetsChannels => true;

    public override bool FusesActivation => true;

    public override bool ComputesWindows => true;

    public override bool IsConvolution => true;

    /// <summary>True to add a learned bias per output channel.</summary>
    public virtual bool Bias => true;

    /// <summary>The argument that says how many output channels there are.</summary>
    protected abstract string OutputsArgument { get; }

    /// <summary>The kind in words.</summary>
    protected abstract string Phrase { get; }

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Channels(OutputsArgument, Outputs);
        checks.Window(Taps);
        checks.Groups(Groups);
        Learned.Check(checks);
    }

    public override int Channels(IChannelChecks bottoms)
    {
        bottoms.CheckGroups(Groups, Outputs);
        Learned.CheckBilinearFiller(bottoms, Outputs);
        return Outputs;
    }

    public override Position Map(Position bottom, Axis axis) => bottom.Convolve(Taps[axis].Kernel, Taps[axis].Stride, Taps[axis].Pad, Taps[axis].Dilation);

    public override Rational? Field(Rational field, Rational stride, Axis axis) => ReceptiveField.Convolve(field, stride, Taps[axis].Extent);

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs)
    {
        ParameterEntry weight = Learned.Weight(ParameterLayout.Conv, EquatableArray.Of(Outputs, inputs / Groups, Taps.Height.Kernel, Taps.Width.Kernel), Groups, Learned.Filler);
        return Bias ? EquatableArray.Of(weight, Learned.Bias(Outputs)) : EquatableArray.Of(weight);
    }

    public override Cost Cost(int inputs) => new((long)Outputs * (inputs / Groups) * Taps.Cells);

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) =>
        ConvShape.Of(inputs, outputs, Taps, Groups, Taps.Pad.Plus(new(-foldedCrop.Height * Taps.Height.Stride, -foldedCrop.Width * Taps.Width.Stride)), foldedCrop);

    public override void Lower(IForwardPass pass) => ConvShape.Lower(pass, "Conv", Bias);

    public override void LowerBackward(IBackwardPass pass) => ConvShape.LowerBackward(pass, "Conv");

    public override string Note(CheckedNetwork network, CheckedLayer layer) => ConvShape.Note(network, layer, Phrase, Taps, Groups, Bias);

    public override LayerSpec With(Window window) => this with { Taps = window };

    protected override LayerSpec FrozenOwn() => this with { Learned = Learned with { Frozen = true } };
}
