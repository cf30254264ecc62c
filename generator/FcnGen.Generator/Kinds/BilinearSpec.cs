using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>A transposed convolution with fixed bilinear weights: enlargement, each channel by itself.</summary>
/// <param name="DeclaredBias">True if the author asks for a bias, which nothing would learn.</param>
internal sealed record BilinearSpec(LayerHead Head, int Outputs, Window Taps, int DeconvGroups, bool DeclaredBias, LearnedParameters Learned)
    : TransposedSpec(Head, Outputs, Taps, DeconvGroups, Learned)
{
    public override string Kind => "Bilinear";

    public override bool EndsInLabels => true;

    public override bool KeepsProbabilities => true;

    public override void CheckArguments(IArgumentChecks checks)
    {
        base.CheckArguments(checks);
        foreach (Axis axis in Taps.Axes)
            checks.Require(Taps[axis].Dilation == 1, Taps.Argument("Dilation", axis), Taps[axis].Dilation, "1, since interpolation leaves nothing out");
        checks.Require(!DeclaredBias, "Bias", "true", "left out, since fixed bilinear enlargement learns nothing; without Bilinear the layer has a bias");
    }

    public override int Channels(IChannelChecks bottoms)
    {
        bottoms.CheckGroups(Groups, Outputs);
        if (Outputs != bottoms[0])
        {
            bottoms.Report(
                DiagnosticIds.BilinearChannels, "outputs", [Words.Count(Outputs, "output"), bottoms.Name(0), bottoms.Describe(0)],
                related: 0, set: Words.Int(bottoms[0]));
        }

        return Outputs;
    }

    /// <summary>Weight files hold the full kernels, which are checked on load.</summary>
    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => EquatableArray.Of(
        new ParameterEntry(ParameterNames.Weight, ParameterLayout.Deconv, WeightShape(inputs)) { Groups = Groups, Filler = Filler.Bilinear, Role = ParameterRole.Fixed });

    public override void Lower(IForwardPass pass)
    {
        if (pass.LabelMap is { } labels)
            pass.Call(new Launch("BilinearArgMax", Operand.Read("x", pass.Bottom()), Operand.Write("labels", labels)) { HasShape = true });
        else
            pass.Call(new Launch("Bilinear", Operand.Read("x", pass.Bottom()), Operand.Write("y", pass.Output, pass.Adds), Operand.Accumulate(pass.Adds)) { HasShape = true });
    }

    public override void LowerBackward(IBackwardPass pass) =>
        pass.Contribute(0, new Launch("BilinearBackward", Operand.Read("dy", pass.Gradient)) { HasShape = true });

    public override string Note(CheckedNetwork network, CheckedLayer layer) => ConvShape.Note(network, layer, "fixed bilinear", Taps, Groups, DeclaredBias);

    public override string Interpolation(int inputs) => "interpolates bilinearly";
}
