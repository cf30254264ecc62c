using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Steps of Adam, or of AdamW, that a parameter of a device takes beside the same ones in double precision.</summary>
internal sealed class AdamSteps
{
    /// <summary>Takes steps with random gradients and the factor 0.5.</summary>
    /// <param name="device">The device.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="start">Its values.</param>
    /// <param name="moments">What is kept for it, all zero.</param>
    /// <param name="random">Draws the gradients.</param>
    /// <param name="count">How many steps.</param>
    /// <param name="decoupled">True for AdamW.</param>
    public AdamSteps(Device device, Parameter parameter, Array4 start, (ParameterBuffer First, ParameterBuffer Second) moments, Random random, int count, bool decoupled)
    {
        var reference = new AdamReference(Rate: 0.1, Beta1: 0.75f, Beta2: 0.99f, Epsilon: 1e-3, Decay: 0.02, decoupled);
        Values = [.. start.Values];
        (First, Second) = (new double[Values.Length], new double[Values.Length]);
        for (int t = 1; t <= count; t++)
        {
            Array4 gradient = Array4.Random(random, start.N, start.C, start.H, start.W);
            parameter.Gradient.Write(gradient.ToFloats());
            UpdateFactors factors = reference.Factors(t, scale: 0.5f);
            if (decoupled) device.Update<AdamW>(parameter, moments.First, moments.Second, factors);
            else device.Update<Adam>(parameter, moments.First, moments.Second, factors);
            reference.Step(t, Values, [.. gradient.Values.Select(value => 0.5 * value)], First, Second);
        }
    }

    /// <summary>The values that are expected.</summary>
    public double[] Values { get; }

    /// <summary>The first moments that are expected.</summary>
    public double[] First { get; }

    /// <summary>The second ones.</summary>
    public double[] Second { get; }
}
