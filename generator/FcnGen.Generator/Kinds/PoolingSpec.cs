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

    public override bool KeepsProbabilities => true;

    public override PerAxis<SizeRule> Size => Cells.Select(a => Rounds == FcnGen.Rounding.Ceil
        ? SizeRule.PoolCeil(a.Kernel, a.Stride, a.Pad, a.PadEnd) : SizeRule.PoolFloor(a.Kernel, a.Stride, a.Pad, a.PadEnd));

    /// <summary>The kind in words.</summary>
    protected abstract string Phrase { get; }

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Window(Cells);
        CheckKernel(checks);
        foreach (Axis axis in Cells.Axes) CheckAxis(checks, axis, Cells[axis]);
    }

    public override int Channels(IChannelChecks bottoms) => bottoms[0];

    public override Position Map(Position bottom, Axis axis) => bottom.Convolve(Cells[axis].Kernel, Cells[axis].Stride, Cells[axis].Pad);

    public override Rational? Field(Rational field, Rational stride, Axis axis) => ReceptiveField.Convolve(field, stride, Cells[axis].Kernel);

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => ShapeOf(Cells);

    public override string Note(CheckedNetwork network, CheckedLayer layer) =>
        Phrase + " " + Words.Window(Cells) + (Rounds == FcnGen.Rounding.Floor ? ", size rounded down" : "");

    public override LayerSpec With(Window window) => this with { Cells = window };

    public override LayerSpec With(Rounding rounding) => this with { Rounds = rounding };

    /// <summary>The constants of a pooling by such windows.</summary>
    public static ShapeStruct ShapeOf(Window cells) => new("IPoolShape", EquatableArray.Of(
        new ShapeConstant("Kernel", cells.Kernel), new ShapeConstant("Stride", cells.Stride),
        new ShapeConstant("Pad", cells.Pad), new ShapeConstant("PadEnd", cells.PadEnd)));

    /// <summary>What the kernel of this kind must not exceed.</summary>
    protected abstract void CheckKernel(IArgumentChecks checks);

    private void CheckAxis(IArgumentChecks checks, Axis axis, WindowAxis cells)
    {
        if (cells.Kernel < 1) return;
        checks.Require(cells.Stride <= cells.Kernel || Rounds == FcnGen.Rounding.Floor || cells.Pads > 0, Cells.Argument("Stride", axis), cells.Stride,
            "at most the kernel, " + Words.Int(cells.Kernel) + ", or a size rounded up would put a window outside the picture; or Rounding = Rounding.Floor");
        checks.Require(cells.Pad < cells.Kernel, Cells.PadArgument(axis, atEnd: false), cells.Pad, "less than the kernel, or a window would see padding only");
        checks.Require(
            cells.PadEnd == cells.Pad || cells.PadEnd < cells.Kernel, Cells.PadArgument(axis, atEnd: true), cells.PadEnd, "less than the kernel, or a window would see padding only");
    }
}
