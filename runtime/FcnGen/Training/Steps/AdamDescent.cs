using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// Adam over the trained parameters: <see cref="Adam"/>, or <see cref="AdamW"/> with its decoupled weight decay. The moments' decay rates are
/// those of float32 in the correction of the bias, too, so that the weights of all gradients add up to one.
/// </summary>
internal sealed class AdamDescent : ParameterOperation
{
    private readonly OptimizerState[] _first;
    private readonly OptimizerState[] _second;

    /// <summary>Makes moments, all zero.</summary>
    public AdamDescent(Device device, ParameterSet parameters)
    {
        Parameter[] trained = [.. parameters.All.Where(parameter => parameter.Info.IsTrained)];
        OptimizerState[] states = MakeStates(device, [.. Named("moment1"), .. Named("moment2")]);
        (_first, _second) = (states[..trained.Length], states[trained.Length..]);
        States = states;

        IEnumerable<(string Name, Parameter Parameter)> Named(string name) => trained.Select(parameter => (name, parameter));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizerState> States { get; }

    /// <inheritdoc/>
    public override void Run(Step step)
    {
        SolverOptions options = step.Options;
        bool decoupled = options.Algorithm == SolverAlgorithm.AdamW;
        float beta1 = (float)options.Beta1, beta2 = (float)options.Beta2;
        double steps = step.Iteration + 1;
        double first = 1 - Math.Pow(beta1, steps), second = Math.Sqrt(1 - Math.Pow(beta2, steps));
        for (int i = 0; i < _first.Length; i++)
        {
            Parameter parameter = _first[i].Parameter;
            double rate = step.Rate * parameter.Info.LrMult, decay = options.WeightDecay * parameter.Info.DecayMult;
            var factors = new UpdateFactors(
                Rate: (float)(rate * second / first),
                Decay: (float)(decoupled ? rate * decay : decay),
                GradientScale: step.GradientScale,
                First: beta1,
                Second: beta2,
                Epsilon: (float)(options.Epsilon * second));
            if (decoupled) parameter.Update<AdamW>(_first[i].Buffer, _second[i].Buffer, factors);
            else parameter.Update<Adam>(_first[i].Buffer, _second[i].Buffer, factors);
        }
    }
}
