using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// A function of single values that a layer ends in, and its gradient: the formula is written once for all devices. Its constants are static
/// members of a generated struct.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation
{
    /// <summary>The name with the bits of its constants, in lower case: part of the names of GPU kernels.</summary>
    static abstract string Name { get; }

    /// <summary>
    /// What <see cref="Gradient"/> is told of the pass before: true for the value that came in, false for the one that came out, where that
    /// determines the gradient. A value that came out is kept anyway, one that came in costs memory of its own.
    /// </summary>
    static abstract bool FromInput { get; }

    /// <summary>True for the ReLU alone, which devices take as a run-time step of kernels that every network has.</summary>
    static virtual bool IsRelu => false;

    /// <summary>The value that comes out. What is not a number stays that.</summary>
    static abstract T Apply<T, TArithmetic>(T x) where T : unmanaged where TArithmetic : struct, IArithmetic<T>;

    /// <summary>The gradient by the value that came in.</summary>
    /// <param name="dy">The gradient by the value that came out.</param>
    /// <param name="stored">That value, or the one that came in if <see cref="FromInput"/>.</param>
    static abstract T Gradient<T, TArithmetic>(T dy, T stored) where T : unmanaged where TArithmetic : struct, IArithmetic<T>;
}
