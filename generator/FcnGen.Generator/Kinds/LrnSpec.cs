using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>Local response normalisation across channels.</summary>
internal sealed record LrnSpec(LayerHead Head, int LocalSize, double Alpha, double Beta, double K) : SameSizeSpec(Head)
{
    public override string Kind => "Lrn";

    public static LrnSpec Read(LrnAttribute a, LayerHead head, ReadContext context) => new(head, a.LocalSize, a.Alpha, a.Beta, a.K);

    public override void CheckArguments(IArgumentChecks checks)
    {
        checks.Require(LocalSize >= 1 && LocalSize % 2 == 1, "LocalSize", LocalSize, "an odd number of at least 1, so that the window has a middle");
        checks.Finite("Alpha", Alpha);
        checks.Finite("Beta", Beta);
        checks.Require(Numbers.IsFinite(K) && K > 0, "K", K, "greater than 0");
    }

    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => new("ILrnShape", EquatableArray.Of(
        new ShapeConstant("LocalSize", LocalSize), new ShapeConstant("Alpha", Alpha), new ShapeConstant("Beta", Beta), new ShapeConstant("K", K)));

    public override void Lower(IForwardPass pass) =>
        pass.Call(new Launch("Lrn", Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output)) { HasShape = true });

    public override void LowerBackward(IBackwardPass pass) =>
        pass.Contribute(0, new Launch("LrnBackward", Operand.Read("dy", pass.Gradient)) { HasShape = true }, readsBottom: true);

    public override string Note(CheckedNetwork network, CheckedLayer layer) =>
        "LRN over " + Words.Int(LocalSize) + " channels, α " + Words.Number(Alpha) + ", β " + Words.Number(Beta) + ", k " + Words.Number(K);
}
