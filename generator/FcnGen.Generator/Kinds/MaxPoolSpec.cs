using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A max pooling.</summary>
internal sealed record MaxPoolSpec(LayerHead Head, Window Cells, Rounding Rounds, bool WithStride) : PoolingSpec(Head, Cells, Rounds, WithStride)
{
    private const int MaxKernel = 16;

    private const string Winners = "Winners";

    public override string Kind => "MaxPool";

    protected override string Phrase => "max-pool";

    public static MaxPoolSpec Read(MaxPoolAttribute a, LayerHead head, ReadContext context) =>
        new(head, new Window(a.Kernel, a.Stride, a.Pad), a.Rounding, context.IsWritten(nameof(a.Stride)));

    public override void Lower(IForwardPass pass)
    {
        Operand x = Operand.Read("x", pass.Bottom()), y = Operand.Write("y", pass.Output);
        pass.Call(pass.IsTraining
            ? new Launch("MaxPool", x, y, Operand.Write("winners", pass.Bytes(Winners))) { HasShape = true }
            : new Launch("MaxPool", x, y) { HasShape = true });
    }

    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(
        0, new Launch("MaxPoolBackward", Operand.Read("dy", pass.Gradient), Operand.Read("winners", pass.Bytes(Winners))) { HasShape = true });

    protected override void CheckKernel(IArgumentChecks checks) =>
        checks.Require(Cells.Kernel <= MaxKernel, "Kernel", Cells.Kernel, "at most 16, since the winner of a window is kept in a byte");
}
