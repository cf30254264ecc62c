using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FcnGen.CompilerServices;

/// <summary>
/// Arithmetic over one value or several at once, so that a formula is written once for all devices: vectors on the processor, single
/// values and quads on a GPU. Every operation rounds on its own.
/// </summary>
/// <typeparam name="T">A float, or a vector of floats.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IArithmetic<T> where T : unmanaged
{
    /// <summary>A constant, in every lane.</summary>
    static abstract T Of(float value);

    /// <summary>a + b.</summary>
    static abstract T Add(T a, T b);

    /// <summary>a − b.</summary>
    static abstract T Subtract(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T Multiply(T a, T b);

    /// <summary>a / b, within 2.5 units in the last place.</summary>
    static abstract T Divide(T a, T b);

    /// <summary>The larger of two; not a number if one of them is not.</summary>
    static abstract T Max(T a, T b);

    /// <summary>e to the power of a: the relative error is at most 2^-22 + |a| · 2^-23, which CUDA's fast power of two comes to.</summary>
    static abstract T Exp(T a);

    /// <summary>The square root of a, within 3 units in the last place, which is OpenCL's bound; the processor and CUDA round it correctly. Not a number where
    /// a is negative or no number.</summary>
    static abstract T Sqrt(T a);

    /// <summary><paramref name="then"/> where a &gt; b, else <paramref name="otherwise"/>: that, too, where one of them is not a number. A constant must be b:
    /// the compiler of kernels turns a comparison around whose first operand is one, and PTX then takes what is not a number the other way.</summary>
    static abstract T IfGreater(T a, T b, T then, T otherwise);
}

/// <summary>One value at a time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ScalarArithmetic : IArithmetic<float>
{
    /// <inheritdoc/>
    public static float Of(float value) => value;

    /// <inheritdoc/>
    public static float Add(float a, float b) => a + b;

    /// <inheritdoc/>
    public static float Subtract(float a, float b) => a - b;

    /// <inheritdoc/>
    public static float Multiply(float a, float b) => a * b;

    /// <inheritdoc/>
    public static float Divide(float a, float b) => a / b;

    /// <inheritdoc/>
    public static float Max(float a, float b) => MathF.Max(a, b);

    /// <inheritdoc/>
    public static float Exp(float a) => MathF.Exp(a);

    /// <inheritdoc/>
    public static float Sqrt(float a) => MathF.Sqrt(a);

    /// <inheritdoc/>
    public static float IfGreater(float a, float b, float then, float otherwise) => a > b ? then : otherwise;
}

/// <summary>A vector of the processor at a time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VectorArithmetic : IArithmetic<Vector<float>>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(float value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Add(Vector<float> a, Vector<float> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Subtract(Vector<float> a, Vector<float> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Multiply(Vector<float> a, Vector<float> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Divide(Vector<float> a, Vector<float> b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Max(Vector<float> a, Vector<float> b) => Vector.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> a) => Vector.Exp(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sqrt(Vector<float> a) => Vector.SquareRoot(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> IfGreater(Vector<float> a, Vector<float> b, Vector<float> then, Vector<float> otherwise) =>
        Vector.ConditionalSelect(Vector.GreaterThan(a, b), then, otherwise);
}
