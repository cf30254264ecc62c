using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>Multiplication by a constant.</summary>
internal sealed record ScaleSpec(LayerHead Head, double Factor) : SameSizeSpec(Head)
{
    public override string Kind => "Scale";

    public static ScaleSpec Read(ScaleAttribute a, LayerHead head, ReadContext context) => new(head, a.Factor);

    public override void CheckArguments(IArgumentChecks checks) => checks.Finite("factor", Factor);

    /// <summary>Weight files hold the factor once per channel.</summary>
    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => EquatableArray.Of(
        new ParameterEntry(ParameterNames.Weight, ParameterLayout.Vector, EquatableArray.Of(outputs)) { Filler = Filler.Constant, FillerValue = Factor, Role = ParameterRole.Fixed });

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct? Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => null;

    public override void Lower(IForwardPass pass) => pass.Call(Pointwise.Copy(Factor, pass.Bottom(), pass.Output));

    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(0, Pointwise.Back(Factor, pass.Gradient));

    public override string Note(CheckedNetwork network, CheckedLayer layer) => "times " + Words.Number(Factor);
}
