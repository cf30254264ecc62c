using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>Learning-rate and decay multipliers, fillers, and whether training changes the parameters at all.</summary>
internal sealed record LearnedParameters(
    double LrMult, double DecayMult, double BiasLrMult, double BiasDecayMult, bool Frozen, Filler Filler, double FillerValue, double BiasValue)
{
    /// <param name="attribute">What is declared.</param>
    /// <param name="context">What the class declares for biases.</param>
    /// <param name="natural">The filler of a kind that is filled as nothing else is said.</param>
    public static LearnedParameters Read(ParameterLayerAttribute attribute, ReadContext context, Filler natural) => new(
        attribute.LrMult, attribute.DecayMult,
        double.IsNaN(attribute.BiasLrMult) ? context.BiasLrMult : attribute.BiasLrMult,
        double.IsNaN(attribute.BiasDecayMult) ? context.BiasDecayMult : attribute.BiasDecayMult,
        attribute.Frozen, attribute.Filler == Filler.Default ? natural : attribute.Filler, attribute.FillerValue, attribute.BiasValue);

    public void Check(IArgumentChecks checks)
    {
        checks.AtLeastZero("LrMult", LrMult);
        checks.AtLeastZero("DecayMult", DecayMult);
        checks.AtLeastZero("BiasLrMult", BiasLrMult);
        checks.AtLeastZero("BiasDecayMult", BiasDecayMult);
        checks.Finite("FillerValue", FillerValue);
        checks.Finite("BiasValue", BiasValue);
    }

    /// <summary>The kernels.</summary>
    public ParameterEntry Weight(ParameterLayout layout, EquatableArray<int> shape, int groups, Filler filler) => new(ParameterNames.Weight, layout, shape)
    {
        Groups = groups, Filler = filler, FillerValue = FillerValue, Frozen = Frozen, LrMult = LrMult, DecayMult = DecayMult,
    };

    /// <summary>The bias.</summary>
    public ParameterEntry Bias(int outputs) => new(ParameterNames.Bias, ParameterLayout.Vector, EquatableArray.Of(outputs))
    {
        Filler = BiasValue == 0 ? Filler.Zero : Filler.Constant, FillerValue = BiasValue, Frozen = Frozen, LrMult = BiasLrMult, DecayMult = BiasDecayMult,
    };

    /// <summary>Reports kernels that are to start as interpolation between other numbers of channels.</summary>
    public void CheckBilinearFiller(IChannelChecks bottoms, int outputs)
    {
        if (Filler == Filler.Bilinear && outputs != bottoms[0])
            bottoms.Report(DiagnosticIds.BilinearChannels, "Filler", [Words.Count(outputs, "output"), bottoms.Name(0), bottoms.Describe(0)], related: 0);
    }
}
