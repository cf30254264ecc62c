using System.Collections.Generic;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>Stochastic gradient descent with momentum over the trained parameters: <see cref="Momentum"/>.</summary>
internal sealed class MomentumDescent : ParameterOperation
{
    /// <summary>Makes velocities, all zero.</summary>
    public MomentumDescent(Device device, ParameterSet parameters) =>
        States = MakeStates(device, parameters.All.Where(parameter => parameter.Info.IsTrained).Select(parameter => ("velocity", parameter)));

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizerState> States { get; }

    /// <inheritdoc/>
    public override void Run(Step step)
    {
        foreach ((_, Parameter parameter, ParameterBuffer velocity) in States)
        {
            ParameterInfo info = parameter.Info;
            parameter.Update<Momentum>(velocity, null, new UpdateFactors(
                Rate: (float)(step.Rate * info.LrMult),
                Decay: (float)(step.Options.WeightDecay * info.DecayMult),
                GradientScale: step.GradientScale,
                First: (float)step.Options.Momentum));
        }
    }
}
