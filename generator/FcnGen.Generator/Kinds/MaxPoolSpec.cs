using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>A max pooling.</summary>
internal sealed record MaxPoolSpec(LayerHead Head, Window Cells, Rounding Rounds, bool WithStride) : PoolingSpec(Head, Cells, Rounds, WithStride)
{
    private const int MaxCells = 256;

    /// <summary>The tap of each window that won.</summary>
    public static readonly FurtherOutput Winners = new("Winners", ElementType.UInt8);

    public override string Kind => "MaxPool";

    protected override string Phrase => "max-pool";

    public override EquatableArray<FurtherOutput> FurtherOutputs => EquatableArray.Of(Winners);

    public static MaxPoolSpec Read(MaxPoolAttribute a, LayerHead head, ReadContext context) =>
        new(head, WindowReading.Read(a), a.Rounding, WithStride: context.IsStrideWritten(a.StrideHeight, a.StrideWidth));

    public override void Lower(IForwardPass pass)
    {
        Operand x = Operand.Read("x", pass.Bottom()), y = Operand.Write("y", pass.Output);
        pass.Call(pass.Further(Winners) is { } winners
            ? new Launch("MaxPool", x, y, Operand.Write("winners", winners)) { HasShape = true }
            : new Launch("MaxPool", x, y) { HasShape = true });
    }

    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(
        0, new Launch("MaxPoolBackward", Operand.Read("dy", pass.Gradient), Operand.Read("winners", pass.Further(Winners))) { HasShape = true });

    protected override void CheckKernel(IArgumentChecks checks) =>
        checks.Require(
            Cells.Cells <= MaxCells, Cells.Argument("Kernel", Axis.Height), Cells.IsSquare ? Cells.Height.Kernel : Cells.Cells,
            Cells.IsSquare ? "at most 16, since the winner of a window is kept in a byte" : "at most 256 cells a window, since the winner is kept in a byte");
}
