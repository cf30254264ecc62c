using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>An activation by its definition, in double precision.</summary>
/// <param name="Value">The value that comes out.</param>
/// <param name="Slope">Its derivative by the value that comes in.</param>
internal sealed record ActivationReference(Func<double, double> Value, Func<double, double> Slope)
{
    /// <summary>The definition of an activation of the runtime.</summary>
    public static ActivationReference Of<TActivation>() where TActivation : struct, IActivation => default(TActivation) switch
    {
        Relu => new(x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
        LeakyRelu<Tenth> => new(x => x > 0 ? x : 0.1f * x, x => x > 0 ? 1 : 0.1f),
        LeakyRelu<MinusHalf> => new(x => x > 0 ? x : -0.5 * x, x => x > 0 ? 1 : -0.5),
        Sigmoid => new(x => 1 / (1 + Math.Exp(-x)), x => 1 / (2 + Math.Exp(x) + Math.Exp(-x))),
        Clip<Unit> => new(x => Math.Min(Math.Max(x, -0.25), 1), x => x is > -0.25 and < 1 ? 1 : 0),
        _ => throw new NotSupportedException($"{typeof(TActivation)} has no definition here."),
    };

    /// <summary>What the pass before has stored of these values: what came in, or what came out.</summary>
    public Array4 Stored<TActivation>(Array4 x) where TActivation : struct, IActivation => TActivation.FromInput ? x : x.Map(Value);

    /// <summary>A gradient by what came out becomes one by what came in.</summary>
    public Array4 Back(Array4 gradient, Array4 x) => gradient.Zip(x, (g, v) => g * Slope(v));
}

/// <summary>The slope of a leaky ReLU whose output determines the gradient.</summary>
public readonly struct Tenth : ILeakyReluShape
{
    public static float Slope => 0.1f;
}

/// <summary>The slope of a leaky ReLU whose gradient needs the input.</summary>
public readonly struct MinusHalf : ILeakyReluShape
{
    public static float Slope => -0.5f;
}

/// <summary>Limits of a clip.</summary>
public readonly struct Unit : IClipShape
{
    public static float Low => -0.25f;

    public static float High => 1;
}
