using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A layer that is nothing but a dropout.</summary>
internal sealed record DropoutSpec(LayerHead Head) : PlainSpec(Head)
{
    public override string Kind => "Dropout";

    public override bool IsActivation => true;

    public override bool KeepsProbabilities => true;

    public static DropoutSpec Read(DropoutAttribute a, LayerHead head, ReadContext context) => new(head);

    public override void CheckArguments(IArgumentChecks checks)
    {
        // The ratio is checked as that of a dropout that is part of a layer.
    }

    /// <summary>While training it drops; else it copies.</summary>
    public override void Lower(IForwardPass pass)
    {
        if (pass.IsTraining)
            pass.Call(new Launch("Dropout", Operand.Number("ratio", Dropout), pass.Key(), Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output)));
        else
            pass.Call(Pointwise.Copy(1, pass.Bottom(), pass.Output));
    }

    /// <summary>The pass has undone the dropout.</summary>
    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(0, Pointwise.Back(1, pass.Gradient));

    public override string Note(CheckedNetwork network, CheckedLayer layer) => "dropout " + Words.Number(Dropout);
}
