using System;
using FcnGen.CompilerServices;
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

    /// <summary>What smaller values become: 0 after a ReLU, else −∞. So a ReLU costs one instruction, bare sums or not; other activations are branched around.</summary>
    public float Least;

    /// <summary>Added to the source of a ReLU's mask: 0, or 1 for bare sums, which all pass.</summary>
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
        TEpilogue.HasBias ? Guarded.Load(bias, firstChannel + column, Bits.Less(column, columns) & (IsPartial ^ 1)) : 0;

    /// <summary>Four biases, zeros if there are none.</summary>
    public readonly F4 BiasQuad<TEpilogue>(ArrayView<float> bias, int firstChannel, int column, int columns) where TEpilogue : struct, IEpilogue
    {
        F4 b = default;
        if (TEpilogue.HasBias)
        {
            int valid = IsPartial ^ 1;
            b.X = Guarded.Load(bias, firstChannel + column, valid & Bits.Less(column, columns));
            b.Y = Guarded.Load(bias, firstChannel + column + 1, valid & Bits.Less(column + 1, columns));
            b.Z = Guarded.Load(bias, firstChannel + column + 2, valid & Bits.Less(column + 2, columns));
            b.W = Guarded.Load(bias, firstChannel + column + 3, valid & Bits.Less(column + 3, columns));
        }

        return b;
    }

    /// <summary>
    /// Stores four channels of one pixel, of which <paramref name="left"/> exist, if <paramref name="exists"/> is 1. With 16-byte access, the
    /// mask's source is read so, too.
    /// </summary>
    public readonly void Store<TEpilogue, TMask, TTarget>(ArrayView<float> y, ArrayView<float> value, int at, int valueAt, int exists, int left, F4 sums, F4 bias)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask where TTarget : struct, IAccess
    {
        // Decisions are made for four values at once: each costs the compiler of kernels time for every value that is alive.
        var r = F4.Add(sums, bias);
        if (TTarget.IsVector)
        {
            int valid = exists & Bits.Less(0, left);
            r = F4.Add(r, Guarded.ReadQuad(y, at, valid & Accumulate));
            F4 source = default;
            if (TMask.Masks)
            {
                source = Guarded.ReadQuad(value, valueAt, valid & (IsPartial ^ 1));
            }

            Guarded.WriteQuad(y, at, valid, FinishQuad<TEpilogue, TMask>(r, source));
        }
        else
        {
            int valid0 = exists & Bits.Less(0, left);
            int valid1 = exists & Bits.Less(1, left);
            int valid2 = exists & Bits.Less(2, left);
            int valid3 = exists & Bits.Less(3, left);
            r.X += Guarded.Read(y, at, valid0 & Accumulate);
            r.Y += Guarded.Read(y, at + 1, valid1 & Accumulate);
            r.Z += Guarded.Read(y, at + 2, valid2 & Accumulate);
            r.W += Guarded.Read(y, at + 3, valid3 & Accumulate);
            F4 source = default;
            if (TMask.Masks)
            {
                source.X = Guarded.Read(value, valueAt, valid0 & (IsPartial ^ 1));
                source.Y = Guarded.Read(value, valueAt + 1, valid1 & (IsPartial ^ 1));
                source.Z = Guarded.Read(value, valueAt + 2, valid2 & (IsPartial ^ 1));
                source.W = Guarded.Read(value, valueAt + 3, valid3 & (IsPartial ^ 1));
            }

            r = FinishQuad<TEpilogue, TMask>(r, source);
            Guarded.Write(y, at, valid0, r.X);
            Guarded.Write(y, at + 1, valid1, r.Y);
            Guarded.Write(y, at + 2, valid2, r.Z);
            Guarded.Write(y, at + 3, valid3, r.W);
        }
    }

    /// <summary>What is stored for one sum, bias and what was there before included.</summary>
    public readonly float Finish<TEpilogue, TMask>(float sum, float source) where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        float r = sum;
        if (TEpilogue.HasRelu)
        {
            r = Gx.Max(r, Least);
        }

        if (TMask.HasRelu)
        {
            r = Gx.WherePositive(source + MaskLift, r);
        }

        if (TMask.Factor != 1)
        {
            r *= Factor;
        }

        if (Formula<TEpilogue, TMask>.IsOwn)
        {
            if (IsPartial == 0)
            {
                r = TMask.Apply<float, FloatArithmetic>(TEpilogue.Apply<float, FloatArithmetic>(r), source);
            }
        }

        return r;
    }

    private readonly F4 FinishQuad<TEpilogue, TMask>(F4 r, F4 source) where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        if (TEpilogue.HasRelu)
        {
            r.X = Gx.Max(r.X, Least);
            r.Y = Gx.Max(r.Y, Least);
            r.Z = Gx.Max(r.Z, Least);
            r.W = Gx.Max(r.W, Least);
        }

        if (TMask.HasRelu)
        {
            r.X = Gx.WherePositive(source.X + MaskLift, r.X);
            r.Y = Gx.WherePositive(source.Y + MaskLift, r.Y);
            r.Z = Gx.WherePositive(source.Z + MaskLift, r.Z);
            r.W = Gx.WherePositive(source.W + MaskLift, r.W);
        }

        r.X *= Factor;
        r.Y *= Factor;
        r.Z *= Factor;
        r.W *= Factor;
        if (Formula<TEpilogue, TMask>.IsOwn)
        {
            if (IsPartial == 0)
            {
                r = TMask.Apply<F4, QuadArithmetic>(TEpilogue.Apply<F4, QuadArithmetic>(r), source);
            }
        }

        return r;
    }
}
