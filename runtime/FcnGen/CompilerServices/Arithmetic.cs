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
}
