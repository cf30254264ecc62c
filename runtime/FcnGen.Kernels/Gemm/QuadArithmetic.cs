using FcnGen.CompilerServices;

namespace FcnGen.Kernels;

/// <summary>Four values at a time.</summary>
public readonly struct QuadArithmetic : IArithmetic<F4>
{
    /// <inheritdoc/>
    public static F4 Of(float value)
    {
        F4 r;
        r.X = value;
        r.Y = value;
        r.Z = value;
        r.W = value;
        return r;
    }

    /// <inheritdoc/>
    public static F4 Add(F4 a, F4 b) => F4.Add(a, b);

    /// <inheritdoc/>
    public static F4 Subtract(F4 a, F4 b)
    {
        F4 r;
        r.X = a.X - b.X;
        r.Y = a.Y - b.Y;
        r.Z = a.Z - b.Z;
        r.W = a.W - b.W;
        return r;
    }

    /// <inheritdoc/>
    public static F4 Multiply(F4 a, F4 b)
    {
        F4 r;
        r.X = a.X * b.X;
        r.Y = a.Y * b.Y;
        r.Z = a.Z * b.Z;
        r.W = a.W * b.W;
        return r;
    }
}
