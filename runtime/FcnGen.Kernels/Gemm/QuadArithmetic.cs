using FcnGen.CompilerServices;

namespace FcnGen.Kernels;

/// <summary>Four values at a time.</summary>
internal readonly struct QuadArithmetic : IArithmetic<F4>
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

    /// <inheritdoc/>
    public static F4 Divide(F4 a, F4 b)
    {
        F4 r;
        r.X = FloatArithmetic.Divide(a.X, b.X);
        r.Y = FloatArithmetic.Divide(a.Y, b.Y);
        r.Z = FloatArithmetic.Divide(a.Z, b.Z);
        r.W = FloatArithmetic.Divide(a.W, b.W);
        return r;
    }

    /// <inheritdoc/>
    public static F4 Max(F4 a, F4 b)
    {
        F4 r;
        r.X = FloatArithmetic.Max(a.X, b.X);
        r.Y = FloatArithmetic.Max(a.Y, b.Y);
        r.Z = FloatArithmetic.Max(a.Z, b.Z);
        r.W = FloatArithmetic.Max(a.W, b.W);
        return r;
    }

    /// <inheritdoc/>
    public static F4 Exp(F4 a)
    {
        F4 r;
        r.X = FloatArithmetic.Exp(a.X);
        r.Y = FloatArithmetic.Exp(a.Y);
        r.Z = FloatArithmetic.Exp(a.Z);
        r.W = FloatArithmetic.Exp(a.W);
        return r;
    }

    /// <inheritdoc/>
    public static F4 Sqrt(F4 a)
    {
        F4 r;
        r.X = FloatArithmetic.Sqrt(a.X);
        r.Y = FloatArithmetic.Sqrt(a.Y);
        r.Z = FloatArithmetic.Sqrt(a.Z);
        r.W = FloatArithmetic.Sqrt(a.W);
        return r;
    }

    /// <inheritdoc/>
    public static F4 IfGreater(F4 a, F4 b, F4 then, F4 otherwise)
    {
        F4 r;
        r.X = FloatArithmetic.IfGreater(a.X, b.X, then.X, otherwise.X);
        r.Y = FloatArithmetic.IfGreater(a.Y, b.Y, then.Y, otherwise.Y);
        r.Z = FloatArithmetic.IfGreater(a.Z, b.Z, then.Z, otherwise.Z);
        r.W = FloatArithmetic.IfGreater(a.W, b.W, then.W, otherwise.W);
        return r;
    }
}
