using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// What a step does to every value of a parameter, given its gradient: the formula of an optimiser, written once for all devices. Where
/// value, gradient and states are zero, as in the padding of packed weights, the result must be zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IUpdateRule
{
    /// <summary>States that the rule keeps for each value: 0, 1 (a velocity) or 2 (two moments).</summary>
    static abstract int States { get; }

    /// <summary>The name in lower case: part of the GPU kernel's name.</summary>
    static abstract string Name { get; }

    /// <summary>One step.</summary>
    /// <param name="old">The value and its states. States that the rule does not keep are zero, and what becomes of them is lost.</param>
    /// <param name="gradient">The gradient as the backward pass left it.</param>
    /// <param name="factors">The numbers of the step.</param>
    static abstract Updated<T> Apply<T, TArithmetic>(Updated<T> old, T gradient, UpdateFactors factors)
        where T : unmanaged where TArithmetic : struct, IArithmetic<T>;
}

/// <summary>A value of a parameter and what its optimiser keeps for it.</summary>
/// <param name="Value">The value.</param>
/// <param name="First">The first state.</param>
/// <param name="Second">The second state.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public record struct Updated<T>(T Value, T First, T Second) where T : unmanaged;

/// <summary>The numbers of a step, for one parameter.</summary>
/// <param name="Rate">Learning rate, the parameter's multiplier included.</param>
/// <param name="Decay">Weight decay, the parameter's multiplier included.</param>
/// <param name="GradientScale">Factor of the gradient: one over the batches that it is a sum over, or less where the gradients are bounded.</param>
/// <param name="First">How much of the first state stays: momentum, or β₁.</param>
/// <param name="Second">How much of the second state stays: β₂.</param>
/// <param name="Epsilon">Added to a divisor.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public record struct UpdateFactors(float Rate, float Decay = 0, float GradientScale = 1, float First = 0, float Second = 0, float Epsilon = 0);
