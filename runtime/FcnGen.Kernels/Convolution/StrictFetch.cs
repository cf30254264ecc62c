using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>What one thread carries from global to shared memory in one step: a quad of the inner dimension for up to four pixels, one quad of weights.</summary>
internal struct StrictFetch
{
    public F4 A0;
    public F4 A1;
    public F4 A2;
    public F4 A3;
    public F4 B;

    /// <summary>Four values of the inner dimension from row <paramref name="k"/> on, a multiple of 4, of one pixel.</summary>
    public static F4 Source<TMatrix, TSource>(ArrayView<float> x, int k, int rows, SourceTap tap, Phase phase, SourcePixel pixel, Picture source)
        where TMatrix : struct, IImplicitMatrix where TSource : struct, IAccess
    {
        if (TSource.IsVector)
        {
            return Guarded.LoadQuad(x, pixel.Offset + tap.Offset, tap.Inside(pixel, source));
        }

        F4 v;
        if ((TMatrix.InputStep & 3) == 0)
        {
            // Four channels of one tap, of which the last may be padding.
            int inside = tap.Inside(pixel, source);
            v.X = Guarded.Load(x, pixel.Offset + tap.Offset, inside);
            v.Y = Guarded.Load(x, pixel.Offset + tap.Offset + 1, inside & Bits.Less(tap.Channel + 1, TMatrix.Inputs));
            v.Z = Guarded.Load(x, pixel.Offset + tap.Offset + 2, inside & Bits.Less(tap.Channel + 2, TMatrix.Inputs));
            v.W = Guarded.Load(x, pixel.Offset + tap.Offset + 3, inside & Bits.Less(tap.Channel + 3, TMatrix.Inputs));
            return v;
        }

        v.X = Single(x, tap, pixel, source);
        v.Y = Single(x, SourceTap.At<TMatrix>(k + 1, rows, phase, source), pixel, source);
        v.Z = Single(x, SourceTap.At<TMatrix>(k + 2, rows, phase, source), pixel, source);
        v.W = Single(x, SourceTap.At<TMatrix>(k + 3, rows, phase, source), pixel, source);
        return v;
    }

    /// <summary>Four columns of weights of one row.</summary>
    public static F4 Weights<TMatrix>(ArrayView<float> w, int group, int row, int rows, int column, Phase phase, SourceTap tap) where TMatrix : struct, IImplicitMatrix =>
        Guarded.LoadQuad(
            w, TMatrix.WeightRow(group, row, phase, tap) + column,
            Bits.Less(row, rows) & Bits.Less(column, TMatrix.WeightColumns));

    /// <summary>Four rows of transposed weights of one column.</summary>
    public static F4 TransposedWeights<TMatrix>(ArrayView<float> w, int group, int row, int column, Phase phase, SourceTap tap) where TMatrix : struct, IImplicitMatrix =>
        Guarded.LoadQuad(
            w, TMatrix.WeightRow(group, row, phase, tap) + column * TMatrix.WeightColumnStride,
            Bits.Less(column, TMatrix.WeightColumns) & (int)((uint)tap.IsThere >> 31));

    /// <summary>One value of a tap of one pixel.</summary>
    public static float Single(ArrayView<float> x, SourceTap tap, SourcePixel pixel, Picture source) =>
        Guarded.Load(x, pixel.Offset + tap.Offset, tap.Inside(pixel, source));
}
