using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>What poolings have in common.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Cells">The window.</param>
/// <param name="Rounds">How the size is rounded.</param>
/// <param name="WithStride">False where the stride is 1 since none was written.</param>
internal abstract record PoolingSpec(LayerHead Head, Window Cells, Rounding Rounds, bool WithStride) : LayerSpec(Head)
{
    public override Arity Reads => Arity.One;

    public override Window Window => Cells;

    public override Rounding? Rounding => Rounds;

    public override bool StrideWritten => WithStride;

    public override SizeRule Size => Rounds == FcnGen.Rounding.Ceil
        ? SizeRule.PoolCeil(Cells.Kernel, Cells.Stride, Cells.Pad) : SizeRule.PoolFloor(Cells.Kernel, Cells.Stride, Cells.Pad);

    /// <summary>The kind in words.</summary>
    protected abstract string Phrase { get; }

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Window(Cells);
        CheckKernel(checks);
        checks.Require(Cells.Stride <= Cells.Kernel || Cells.Kernel < 1 || Rounds == FcnGen.Rounding.Floor || Cells.Pad > 0, "Stride", Cells.Stride,
            "at most the kernel, " + Words.Int(Cells.Kernel) + ", or a size rounded up would put a window outside the picture; or Rounding = Rounding.Floor");
        checks.Require(Cells.Pad < Cells.Kernel || Cells.Kernel < 1, "Pad", Cells.Pad, "less than the kernel, or a window would see padding only");
    }

    public override int Channels(IChannelChecks bottoms) => bottoms[0];

    public override CoordinateMap Map(CoordinateMap bottom) => bottom.Convolve(Cells.Kernel, Cells.Stride, Cells.Pad);

    public override Rational Field(Rational field, Rational stride) => ReceptiveField.Convolve(field, stride, Cells.Kernel);

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct Shape(int inputs, int outputs, int foldedCrop) => new("IPoolShape", EquatableArray.Of(
        new ShapeConstant("Kernel", Cells.Kernel), new ShapeConstant("Stride", Cells.Stride), new ShapeConstant("Pad", Cells.Pad)));

    public override string Note(CheckedNetwork network, CheckedLayer layer) =>
        Phrase + " " + Words.Window(Cells) + (Rounds == FcnGen.Rounding.Floor ? ", size rounded down" : "");

    public override LayerSpec With(Window window) => this with { Cells = window };

    public override LayerSpec With(Rounding rounding) => this with { Rounds = rounding };

    /// <summary>What the kernel of this kind must not exceed.</summary>
    protected abstract void CheckKernel(IArgumentChecks checks);
}
