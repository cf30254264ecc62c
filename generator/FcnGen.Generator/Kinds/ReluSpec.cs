using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A layer that is nothing but a ReLU; a dropout may be part of it.</summary>
internal sealed record ReluSpec(LayerHead Head) : PlainSpec(Head)
{
    public override string Kind => "Relu";

    public override bool IsActivation => true;

    public override bool FusesRelu => true;

    public static ReluSpec Read(ReluAttribute a, LayerHead head, ReadContext context) => new(head);

    public override void CheckArguments(IArgumentChecks checks)
    {
        // It has none.
    }

    public override void Lower(IForwardPass pass) => pass.Call(new Launch("Relu", Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output)));

    /// <summary>The pass has undone the ReLU.</summary>
    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(0, Pointwise.Back(1, pass.Gradient));

    public override string Note(CheckedNetwork network, CheckedLayer layer) => "ReLU";
}
