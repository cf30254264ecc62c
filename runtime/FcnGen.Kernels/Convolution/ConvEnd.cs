using System;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// What happens to finished sums: dx = mask(dx·accumulate + sum + bias), or, where the inner dimension is split, the bare sum. Which of the two
/// is a run-time value, so that no kernel depends on the size of a map.
/// </summary>
internal struct ConvEnd
{
    /// <summary>1 for bare sums.</summary>
    public int IsPartial;

    /// <summary>1 to add to what is there.</summary>
    public int Accumulate;

    /// <summary>What smaller values become: 0 after a ReLU, else −∞.</summary>
    public float Least;

    /// <summary>Added to the mask's source: 0, or 1 for bare sums, which all pass.</summary>
    public float MaskLift;

    /// <summary>Factor of what the mask lets through.</summary>
    public float Factor;

    public static ConvEnd Of<TEpilogue, TMask>(int isPartial, int accumulate) where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        ConvEnd e;
        e.IsPartial = isPartial != 0 ? 1 : 0;
        e.Accumulate = isPartial != 0 ? 0 : accumulate;
        e.Least = TEpilogue.HasRelu & isPartial == 0 ? 0 : float.NegativeInfinity;
        e.MaskLift = isPartial != 0 ? 1 : 0;
        e.Factor = isPartial != 0 ? 1 : TMask.Factor;
        return e;
    }

    /// <summary>The bias of a channel, 0 if there is none.</summary>
    public readonly float BiasAt<TEpilogue>(ArrayView<float> bias, int firstChannel, int column, int columns) where TEpilogue : struct, IEpilogue =>
        TEpilogue.HasBias ? Gx.LoadFloatOrZero(ref bias[firstChannel + column], Bits.Less(column, columns) & (IsPartial ^ 1)) : 0;

    /// <summary>Four biases, zeros if there are none.</summary>
    public readonly F4 BiasQuad<TEpilogue>(ArrayView<float> bias, int firstChannel, int column, int columns) where TEpilogue : struct, IEpilogue
    {
        F4 b;
        b.X = BiasAt<TEpilogue>(bias, firstChannel, column, columns);
        b.Y = BiasAt<TEpilogue>(bias, firstChannel, column + 1, columns);
        b.Z = BiasAt<TEpilogue>(bias, firstChannel, column + 2, columns);
        b.W = BiasAt<TEpilogue>(bias, firstChannel, column + 3, columns);
        return b;
    }

    /// <summary>
    /// Stores four channels of one pixel, of which <paramref name="left"/> exist, if <paramref name="exists"/> is 1. With 16-byte access, the
    /// mask's source is read so, too.
    /// </summary>
    public readonly void Store<TEpilogue, TMask, TTarget>(ArrayView<float> y, ArrayView<float> value, int at, int valueAt, int exists, int left, F4 sums, F4 bias)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask where TTarget : struct, IAccess
    {
        if (TTarget.IsVector)
        {
            int valid = exists & Bits.Less(0, left);
            var before = Gx.ReadOrZero(ref y.Cast<F4>()[at >> 2], valid & Accumulate);
            F4 source = default;
            if (TMask.Masks)
            {
                source = Gx.ReadOrZero(ref value.Cast<F4>()[valueAt >> 2], valid & (IsPartial ^ 1));
            }

            F4 r;
            r.X = Finish<TEpilogue, TMask>(sums.X + bias.X + before.X, source.X);
            r.Y = Finish<TEpilogue, TMask>(sums.Y + bias.Y + before.Y, source.Y);
            r.Z = Finish<TEpilogue, TMask>(sums.Z + bias.Z + before.Z, source.Z);
            r.W = Finish<TEpilogue, TMask>(sums.W + bias.W + before.W, source.W);
            Gx.WriteIf(ref y.Cast<F4>()[at >> 2], valid, r);
        }
        else
        {
            StoreSingle<TEpilogue, TMask>(y, value, at, valueAt, exists & Bits.Less(0, left), sums.X + bias.X);
            StoreSingle<TEpilogue, TMask>(y, value, at + 1, valueAt + 1, exists & Bits.Less(1, left), sums.Y + bias.Y);
            StoreSingle<TEpilogue, TMask>(y, value, at + 2, valueAt + 2, exists & Bits.Less(2, left), sums.Z + bias.Z);
            StoreSingle<TEpilogue, TMask>(y, value, at + 3, valueAt + 3, exists & Bits.Less(3, left), sums.W + bias.W);
        }
    }

    /// <summary>What is stored for one sum, bias and what was there before included.</summary>
    public readonly float Finish<TEpilogue, TMask>(float sum, float source) where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        float r = sum;
        if (TEpilogue.HasRelu)
        {
            r = MathF.Max(r, Least);
        }

        if (TMask.Masks)
        {
            r = Gx.WherePositive(source + MaskLift, r);
        }

        if (TMask.Factor != 1)
        {
            r *= Factor;
        }

        return r;
    }

    private readonly void StoreSingle<TEpilogue, TMask>(ArrayView<float> y, ArrayView<float> value, int at, int valueAt, int valid, float sum)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        float before = Gx.ReadFloatOrZero(ref y[at], valid & Accumulate);
        float source = 0;
        if (TMask.Masks)
        {
            source = Gx.ReadFloatOrZero(ref value[valueAt], valid & (IsPartial ^ 1));
        }

        Gx.WriteFloatIf(ref y[at], valid, Finish<TEpilogue, TMask>(sum + before, source));
    }
}
