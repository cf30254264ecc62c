using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>What transposed convolutions have in common, learned or fixed.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Taps">The window.</param>
/// <param name="DeconvGroups">Groups of channels that do not see each other.</param>
/// <param name="Learned">What is declared for the parameters.</param>
internal abstract record TransposedSpec(LayerHead Head, int Outputs, Window Taps, int DeconvGroups, LearnedParameters Learned) : LayerSpec(Head)
{
    public override Arity Reads => Arity.One;

    public override Window Window => Taps;

    public override int Groups => DeconvGroups;

    public override SizeRule Size => SizeRule.Deconv(Taps.Kernel, Taps.Stride, Taps.Pad);

    public override bool SetsChannels => true;

    public override bool ComputesWindows => true;

    public override bool IsTransposed => true;

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Channels("outputs", Outputs);
        checks.Window(Taps);
        checks.Groups(Groups);
        Learned.Check(checks);
    }

    public override CoordinateMap Map(CoordinateMap bottom) => bottom.Deconvolve(Taps.Kernel, Taps.Stride, Taps.Pad);

    public override Rational Field(Rational field, Rational stride) => ReceptiveField.Deconvolve(field, stride, Taps.Kernel, Taps.Stride);

    public override Cost Cost(int inputs) => new((long)inputs * (Outputs / Groups) * Taps.Kernel * Taps.Kernel, OfInput: true);

    public override ShapeStruct Shape(int inputs, int outputs, int foldedCrop) =>
        ConvShape.Of(inputs, outputs, Taps, Groups, Taps.Pad + foldedCrop, foldedCrop);

    public override LayerSpec With(Window window) => this with { Taps = window };

    public override LayerSpec Frozen() => this with { Learned = Learned with { Frozen = true } };

    /// <summary>Kernels as weight files store them.</summary>
    protected EquatableArray<int> WeightShape(int inputs) => EquatableArray.Of(inputs, Outputs / Groups, Taps.Kernel, Taps.Kernel);
}
