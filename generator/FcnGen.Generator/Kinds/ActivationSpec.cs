using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A layer that is nothing but an activation; a dropout may be part of it.</summary>
internal sealed record ActivationSpec(LayerHead Head) : PlainSpec(Head)
{
    public override string Kind => Activation!.Name;

    public override bool IsActivation => true;

    public override bool FusesActivation => true;

    public override void CheckArguments(IArgumentChecks checks)
    {
        // Those of the activation are checked as of one that is part of a layer.
    }

    public override void Lower(IForwardPass pass) =>
        pass.Call(Pointwise.Activate(Activation!, pass.Bottom(), pass.Parameter("parameter", ParameterNames.Weight), pass.Output));

    /// <summary>The pass has undone the activation, unless that learns: its gradient is one by what it reads.</summary>
    public override void LowerBackward(IBackwardPass pass)
    {
        if (Activation!.Parameter is null) pass.Contribute(0, Pointwise.Back(1, pass.Gradient));
        else pass.Contribute(0, Pointwise.ActivateBack(Activation, pass.Gradient, pass.Parameter("parameter", ParameterNames.Weight)), readsBottom: true);
    }

    public override string Note(CheckedNetwork network, CheckedLayer layer) => Activation!.Words;
}
