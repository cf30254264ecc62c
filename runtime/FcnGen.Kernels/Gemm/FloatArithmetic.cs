using FcnGen.CompilerServices;
using ILGPU.Algorithms;

namespace FcnGen.Kernels;

/// <summary>One value at a time, by the instructions of GPUs that keep what is not a number.</summary>
internal readonly struct FloatArithmetic : IArithmetic<float>
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
    public static float Max(float a, float b) => Gx.Max(a, b);

    /// <inheritdoc/>
    public static float Exp(float a) => XMath.Exp(a);

    /// <inheritdoc/>
    public static float Sqrt(float a) => XMath.Sqrt(a);

    /// <inheritdoc/>
    public static float IfGreater(float a, float b, float then, float otherwise) => a > b ? then : otherwise;
}
