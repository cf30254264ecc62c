using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>An average pooling.</summary>
internal sealed record AvgPoolSpec(LayerHead Head, Window Cells, Rounding Rounds, bool WithStride) : PoolingSpec(Head, Cells, Rounds, WithStride)
{
    public override string Kind => "AvgPool";

    protected override string Phrase => "average-pool";

    public static AvgPoolSpec Read(AvgPoolAttribute a, LayerHead head, ReadContext context) =>
        new(head, WindowReading.Read(a), a.Rounding, WithStride: context.IsStrideWritten(a.StrideHeight, a.StrideWidth));

    public override void Lower(IForwardPass pass) =>
        pass.Call(new Launch("AvgPool", Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output)) { HasShape = true });

    public override void LowerBackward(IBackwardPass pass) =>
        pass.Contribute(0, new Launch("AvgPoolBackward", Operand.Read("dy", pass.Gradient)) { HasShape = true });

    protected override void CheckKernel(IArgumentChecks checks)
    {
        // A mean is of windows of any size.
    }
}
