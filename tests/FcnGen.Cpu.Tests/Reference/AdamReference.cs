using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>
/// Adam by the formulas of Kingma and Ba 2015, algorithm 1, in double precision, with corrected moments as they stand there.
/// </summary>
/// <param name="Rate">α.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Decay">λ.</param>
/// <param name="Decoupled">True for the weight decay of Loshchilov and Hutter 2019, false for an L2 penalty.</param>
internal sealed record AdamReference(double Rate, double Beta1, double Beta2, double Epsilon, double Decay, bool Decoupled)
{
    /// <summary>Steps t of values whose moments are <paramref name="m"/> and <paramref name="v"/>.</summary>
    /// <param name="t">The step, from 1 on.</param>
    /// <param name="values">Changed.</param>
    /// <param name="gradients">The mean gradient.</param>
    /// <param name="m">Changed.</param>
    /// <param name="v">Changed.</param>
    public void Step(int t, double[] values, double[] gradients, double[] m, double[] v)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double g = gradients[i] + (Decoupled ? 0 : Decay * values[i]);
            m[i] = Beta1 * m[i] + (1 - Beta1) * g;
            v[i] = Beta2 * v[i] + (1 - Beta2) * g * g;
            double mean = m[i] / (1 - Math.Pow(Beta1, t)), square = v[i] / (1 - Math.Pow(Beta2, t));
            if (Decoupled) values[i] -= Rate * Decay * values[i];
            values[i] -= Rate * mean / (Math.Sqrt(square) + Epsilon);
        }
    }

    /// <summary>The numbers of step t as the rules of the runtime want them.</summary>
    public UpdateFactors Factors(int t, float scale)
    {
        double root = Math.Sqrt(1 - Math.Pow(Beta2, t));
        return new UpdateFactors(
            (float)(Rate * root / (1 - Math.Pow(Beta1, t))), (float)(Decoupled ? Rate * Decay : Decay), scale, (float)Beta1, (float)Beta2, (float)(Epsilon * root));
    }
}
