using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Where a gathered gradient goes: dx = mask((dx·accumulate + gradient)·factor).</summary>
internal static class GradientOutput
{
    /// <summary>Stores one lane or four at <paramref name="at"/>; the mask is read from <paramref name="x"/> at <paramref name="xAt"/>.</summary>
    public static void Store<TMask, TLanes>(ArrayView<float> dx, int at, ArrayView<float> x, int xAt, F4 gradient, int accumulate)
        where TMask : struct, IGradientMask where TLanes : struct, ILanes
    {
        F4 value = gradient;
        if (accumulate != 0)
        {
            value = F4.Add(value, LaneAccess.Load<TLanes>(dx, at));
        }

        value = LaneAccess.Scale(value, TMask.Factor);
        if (TMask.HasRelu)
        {
            value = LaneAccess.WherePositive(LaneAccess.Load<TLanes>(x, xAt), value);
        }
        else if (TMask.Masks)
        {
            value = TMask.Apply<F4, QuadArithmetic>(value, LaneAccess.Load<TLanes>(x, xAt));
        }

        LaneAccess.Store<TLanes>(dx, at, value);
    }

    /// <summary>Stores one value.</summary>
    public static void Store<TMask>(ArrayView<float> dx, int at, ArrayView<float> x, int xAt, float gradient, int accumulate)
        where TMask : struct, IGradientMask
    {
        F4 lane = default;
        lane.X = gradient;
        Store<TMask, OneLane>(dx, at, x, xAt, lane, accumulate);
    }
}
