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

    /// <summary>What the mask's source must exceed: 0, or −∞ for bare sums.</summary>
    public float MaskLimit;

    /// <summary>Factor of what the mask lets through.</summary>
    public float Factor;

    public static ConvEnd Of<TEpilogue, TMask>(int isPartial, int accumulate) where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        ConvEnd e;
        e.IsPartial = isPartial;
        e.Accumulate = isPartial != 0 ? 0 : accumulate;
        e.Least = TEpilogue.HasRelu & isPartial == 0 ? 0 : float.NegativeInfinity;
        e.MaskLimit = isPartial != 0 ? float.NegativeInfinity : 0;
        e.Factor = isPartial != 0 ? 1 : TMask.Factor;
        return e;
    }

    /// <summary>The bias of a channel, 0 if there is none.</summary>
    public readonly float BiasAt<TEpilogue>(ArrayView<float> bias, int firstChannel, int column, int columns) where TEpilogue : struct, IEpilogue
    {
        float value = 0;
        if (TEpilogue.HasBias)
        {
            if ((IsPartial == 0) & (column < columns))
            {
                value = bias[firstChannel + column];
            }
        }

        return value;
    }

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

    /// <summary>Stores four channels of one pixel, of which <paramref name="left"/> exist. With 16-byte access, the mask's source is read so, too.</summary>
    public readonly void Store<TEpilogue, TMask, TTarget>(ArrayView<float> y, ArrayView<float> value, int at, int valueAt, int left, F4 sums, F4 bias)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask where TTarget : struct, IAccess
    {
        if (TTarget.IsVector)
        {
            if (left > 0)
            {
                F4 before = default;
                if (Accumulate != 0)
                {
                    before = y.Cast<F4>()[at >> 2];
                }

                F4 source = default;
                if (TMask.Masks)
                {
                    if (IsPartial == 0)
                    {
                        source = value.Cast<F4>()[valueAt >> 2];
                    }
                }

                F4 r;
                r.X = Finish<TEpilogue, TMask>(sums.X + bias.X + before.X, source.X);
                r.Y = Finish<TEpilogue, TMask>(sums.Y + bias.Y + before.Y, source.Y);
                r.Z = Finish<TEpilogue, TMask>(sums.Z + bias.Z + before.Z, source.Z);
                r.W = Finish<TEpilogue, TMask>(sums.W + bias.W + before.W, source.W);
                y.Cast<F4>()[at >> 2] = r;
            }
        }
        else
        {
            StoreSingle<TEpilogue, TMask>(y, value, at, valueAt, left > 0, sums.X + bias.X);
            StoreSingle<TEpilogue, TMask>(y, value, at + 1, valueAt + 1, left > 1, sums.Y + bias.Y);
            StoreSingle<TEpilogue, TMask>(y, value, at + 2, valueAt + 2, left > 2, sums.Z + bias.Z);
            StoreSingle<TEpilogue, TMask>(y, value, at + 3, valueAt + 3, left > 3, sums.W + bias.W);
        }
    }

    private readonly void StoreSingle<TEpilogue, TMask>(ArrayView<float> y, ArrayView<float> value, int at, int valueAt, bool exists, float sum)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        if (exists)
        {
            float before = 0;
            if (Accumulate != 0)
            {
                before = y[at];
            }

            float source = 0;
            if (TMask.Masks)
            {
                if (IsPartial == 0)
                {
                    source = value[valueAt];
                }
            }

            y[at] = Finish<TEpilogue, TMask>(sum + before, source);
        }
    }

    /// <summary>What is stored for one sum, bias and what was there before included.</summary>
    public readonly float Finish<TEpilogue, TMask>(float sum, float source) where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        float r = sum;
        if (TEpilogue.HasRelu)
        {
            r = r > Least ? r : Least;
        }

        if (TMask.Masks)
        {
            r = source > MaskLimit ? r : 0;
        }

        if (TMask.Factor != 1)
        {
            r *= Factor;
        }

        return r;
    }
}
