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

    public override PerAxis<SizeRule> Size => Taps.Select(static a => SizeRule.Deconv(a.Kernel, a.Stride, a.Pad, a.Dilation, a.PadEnd));

    public override bool SetsChannels => true;

    public override bool ComputesWindows => true;

    public override bool IsTransposed => true;

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Channels("outputs", Outputs);
        checks.Window(Taps);
        foreach (Axis axis in Taps.Axes)
        {
            WindowAxis a = Taps[axis];
            checks.Require(
                a.OutputPad >= 0 && a.OutputPad < System.Math.Max(1, a.Stride), Taps.Argument("OutputPad", axis), a.OutputPad, "at least 0 and less than the stride, " + Words.Int(a.Stride));
        }

        checks.Groups(Groups);
        Learned.Check(checks);
    }

    public override Position Map(Position bottom, Axis axis) => bottom.Deconvolve(Taps[axis].Kernel, Taps[axis].Stride, Taps[axis].Pad, Taps[axis].Dilation);

    public override Rational? Field(Rational field, Rational stride, Axis axis) => ReceptiveField.Deconvolve(field, stride, Taps[axis].Extent, Taps[axis].Stride);

    public override Cost Cost(int inputs) => new((long)inputs * (Outputs / Groups) * Taps.Cells, OfInput: true);

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) =>
        ConvShape.Of(inputs, outputs, Taps, Groups, Taps.Pad.Plus(foldedCrop), foldedCrop);

    public override LayerSpec With(Window window) => this with { Taps = window };

    protected override LayerSpec FrozenOwn() => this with { Learned = Learned with { Frozen = true } };

    /// <summary>Kernels as weight files store them.</summary>
    protected EquatableArray<int> WeightShape(int inputs) => EquatableArray.Of(inputs, Outputs / Groups, Taps.Height.Kernel, Taps.Width.Kernel);
}
