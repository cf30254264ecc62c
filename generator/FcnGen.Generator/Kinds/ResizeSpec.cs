using System;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>A resizing by interpolation: by a factor, to the size of another layer or of an input, or to one size.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Mode">How values are made.</param>
/// <param name="Coordinates">Where cells lie.</param>
/// <param name="Nearest">Which cell is the nearest.</param>
/// <param name="Up">Cells made of each <paramref name="Down"/>; 0 where no factor is declared.</param>
/// <param name="Down">Cells of which each <paramref name="Up"/> are made; 0 where no factor is declared.</param>
/// <param name="To">The size for every picture; 0 where none is declared.</param>
/// <param name="Onto">What it takes its size from; null for nothing.</param>
/// <param name="RoundingWritten">True if the author chose a rounding.</param>
internal sealed record ResizeSpec(
    LayerHead Head, ResizeMode Mode, ResizeCoordinates Coordinates, NearestRounding Nearest, PerAxis<int> Up, PerAxis<int> Down, PerAxis<int> To,
    SizeSource? Onto, bool RoundingWritten) : LayerSpec(Head)
{
    private const int MaxSize = 1 << 14;

    public override string Kind => "Resize";

    public override bool KeepsProbabilities => true;

    public override Arity Reads => Arity.One;

    public override SizeSource? SizeFrom => Onto;

    public override bool Resamples => true;

    public override bool AddsToSums => true;

    private bool HasFactor => Up != 0 || Down != 0;

    public override PerAxis<SizeRule> Size => Onto is not null ? SizeRule.Same
        : To != 0 ? To.Select(SizeRule.Constant)
        : new(SizeRule.Resize(Math.Max(1, Up.Height), Math.Max(1, Down.Height)), SizeRule.Resize(Math.Max(1, Up.Width), Math.Max(1, Down.Width)));

    public static ResizeSpec Read(ResizeAttribute a, LayerHead head, ReadContext context)
    {
        PerAxis<int> up = new(Of(a.Factor, a.FactorHeight), Of(a.Factor, a.FactorWidth)), down = new(Of(a.Divisor, a.DivisorHeight), Of(a.Divisor, a.DivisorWidth));
        bool factor = up != 0 || down != 0;

        // Of the two numbers of a factor the one that is not written is 1.
        return new(
            head, a.Mode, a.Coordinates, a.Rounding, factor && up == 0 ? 1 : up, factor && down == 0 ? 1 : down, new(a.Height, a.Width),
            a.Onto is null ? null : new SizeSource(false, a.Onto), context.IsWritten(nameof(a.Rounding)));
    }

    public static ResizeSpec Read(ResizeToInputAttribute a, LayerHead head, ReadContext context) => new(
        head, a.Mode, a.Coordinates, a.Rounding, 0, 0, 0, new SizeSource(true, a.Input), context.IsWritten(nameof(a.Rounding)));

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Require(Enum.IsDefined(typeof(ResizeMode), Mode), "Mode", Mode.ToString(), "Bilinear or Nearest");
        checks.Require(Enum.IsDefined(typeof(ResizeCoordinates), Coordinates), "Coordinates", Coordinates.ToString(), "HalfPixel, PyTorchHalfPixel, Asymmetric or AlignedCorners");
        checks.Require(Enum.IsDefined(typeof(NearestRounding), Nearest), "Rounding", Nearest.ToString(), "Floor, Ceil, HalfDown or HalfUp");
        if (Onto is { IsInput: false }) checks.Require(Onto.Name is not "", "Onto", "empty", "nameof(...) of the layer whose size it takes");
        if (!HasFactor && To == 0 && Onto is null)
            checks.Require(false, "Factor", "not written", "the enlargement, such as Factor = 2; or else there is Onto, or Height and Width, or a [ResizeToInput]");
        if (HasFactor)
        {
            checks.Require(To == 0 && Onto is null, "Factor", Words.Pair(Up), "left out beside Onto, or Height and Width, which say the size");
            foreach (Axis axis in Axes.Both.Take(Up.IsSame && Down.IsSame ? 1 : 2)) // one mistake is one finding
            {
                checks.Range("Factor" + Side(axis), Up[axis], 1, ArgumentRanges.MaxStride);
                checks.Range("Divisor" + Side(axis), Down[axis], 1, ArgumentRanges.MaxStride);
            }
        }

        if (To != 0)
        {
            checks.Require(Onto is null, "Height", To.Height, "left out beside Onto, which says the size");
            checks.Range("Height", To.Height, 1, MaxSize);
            checks.Range("Width", To.Width, 1, MaxSize);
        }

        checks.Require(
            Mode == ResizeMode.Nearest || !RoundingWritten, "Rounding", Nearest.ToString(), "left out, since bilinear resizing rounds no places; or beside Mode = ResizeMode.Nearest");

        string Side(Axis axis) => Up.IsSame && Down.IsSame ? "" : axis.ToString();
    }

    public override int Channels(IChannelChecks bottoms) => bottoms[0];

    public override Position Map(Position bottom, Axis axis) => IsConstant(axis) ? bottom.Resize(Scale(axis), Coordinates)
        : bottom.Form == PositionForm.None ? Position.None : Position.BySize(default, default);

    public override Resampling? Resampling(Axis axis) => IsConstant(axis) ? null
        : new(Coordinates, HasFactor && Coordinates != ResizeCoordinates.AlignedCorners ? Scale(axis) : null);

    /// <summary>Between two cells, or at one.</summary>
    public override Rational? Field(Rational field, Rational stride, Axis axis) => Mode == ResizeMode.Bilinear ? field + stride : field;

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => new("IResizeShape", EquatableArray.Of(
        new ShapeConstant("Mode", new EnumConstant(Mode)), new ShapeConstant("Coordinates", new EnumConstant(Coordinates)),
        new ShapeConstant("Rounding", new EnumConstant(Nearest)), new ShapeConstant("Up", Up), new ShapeConstant("Down", Down)));

    public override void Lower(IForwardPass pass) => pass.Call(
        new Launch("Resize", Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output, pass.Adds), Operand.Accumulate(pass.Adds)) { HasShape = true });

    public override void LowerBackward(IBackwardPass pass) =>
        pass.Contribute(0, new Launch("ResizeBackward", Operand.Read("dy", pass.Gradient)) { HasShape = true });

    public override string Note(CheckedNetwork network, CheckedLayer layer) =>
        (Mode == ResizeMode.Bilinear ? "bilinear" : "nearest (" + RoundingWords + ")") + " resize "
        + (Onto is not null ? "onto " + network.Layers[layer.CropOnto].Spec.CaffeName : To != 0 ? "to " + Words.Size(To) : "by " + Factors()) + ", " + CoordinateWords;

    private string RoundingWords => Nearest switch
    {
        NearestRounding.Floor => "rounded down",
        NearestRounding.Ceil => "rounded up",
        NearestRounding.HalfDown => "half rounded down",
        NearestRounding.HalfUp => "half rounded up",
        _ => throw new InvalidOperationException("There are no words for the rounding " + Nearest + "."),
    };

    private string CoordinateWords => Coordinates switch
    {
        ResizeCoordinates.HalfPixel => "half-pixel",
        ResizeCoordinates.PyTorchHalfPixel => "PyTorch half-pixel",
        ResizeCoordinates.Asymmetric => "asymmetric",
        ResizeCoordinates.AlignedCorners => "aligned corners",
        _ => throw new InvalidOperationException("There are no words for the coordinates " + Coordinates + "."),
    };

    public override LayerSpec Renamed(LayerHead head, Func<string, string> rename, string? input) => this with { Head = head, Onto = Onto?.Renamed(rename, input) };

    public override LayerSpec BelowLayer() => Onto is null ? this : this with { Onto = Onto with { IsInput = false } };

    private static int Of(int both, int own) => own == LayerAttribute.AsBoth ? both : own;

    private Rational Scale(Axis axis) => new(Math.Max(1, Down[axis]), Math.Max(1, Up[axis]));

    /// <summary>
    /// True if cells lie at one place for all sizes. With PyTorch's half pixels that is so where no enlargement has one cell, or where it has it of one
    /// that it keeps.
    /// </summary>
    private bool IsConstant(Axis axis) => HasFactor && Coordinates switch
    {
        ResizeCoordinates.HalfPixel or ResizeCoordinates.Asymmetric => true,
        ResizeCoordinates.PyTorchHalfPixel => Scale(axis) == 1 || 2 * Scale(axis) <= 1,
        ResizeCoordinates.AlignedCorners => false,
        _ => throw new InvalidOperationException("There is no place of cells with the coordinates " + Coordinates + "."),
    };

    private string Factors() => new PerAxis<Rational>(1 / Scale(Axis.Height), 1 / Scale(Axis.Width)).ToString();
}
