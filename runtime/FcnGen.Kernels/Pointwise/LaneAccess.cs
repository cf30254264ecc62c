using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Loads and stores of one or four neighbouring channels. With one lane only X is used; the rest is never computed.</summary>
internal static class LaneAccess
{
    /// <summary>The values at <paramref name="at"/>, a multiple of the lanes.</summary>
    public static F4 Load<TLanes>(ArrayView<float> from, int at) where TLanes : struct, ILanes
    {
        F4 r = default;
        if (TLanes.Count == 4)
        {
            r = from.Cast<F4>()[at >> 2];
        }
        else
        {
            r.X = from[at];
        }

        return r;
    }

    /// <summary>Stores at <paramref name="at"/>, a multiple of the lanes.</summary>
    public static void Store<TLanes>(ArrayView<float> to, int at, F4 value) where TLanes : struct, ILanes
    {
        if (TLanes.Count == 4)
        {
            to.Cast<F4>()[at >> 2] = value;
        }
        else
        {
            to[at] = value.X;
        }
    }

    /// <summary>a · factor.</summary>
    public static F4 Scale(F4 a, float factor)
    {
        F4 r;
        r.X = a.X * factor;
        r.Y = a.Y * factor;
        r.Z = a.Z * factor;
        r.W = a.W * factor;
        return r;
    }

    /// <summary>max(a, 0).</summary>
    public static F4 Positive(F4 a)
    {
        F4 r;
        r.X = Gx.Max(a.X, 0);
        r.Y = Gx.Max(a.Y, 0);
        r.Z = Gx.Max(a.Z, 0);
        r.W = Gx.Max(a.W, 0);
        return r;
    }

    /// <summary><paramref name="a"/> where <paramref name="value"/> is positive, else 0.</summary>
    public static F4 WherePositive(F4 value, F4 a)
    {
        F4 r;
        r.X = value.X > 0 ? a.X : 0;
        r.Y = value.Y > 0 ? a.Y : 0;
        r.Z = value.Z > 0 ? a.Z : 0;
        r.W = value.W > 0 ? a.W : 0;
        return r;
    }
}
