using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Two neighbours of every 8 of a warp's columns.</summary>
internal struct TensorPairs
{
    public F2 P0;
    public F2 P1;
    public F2 P2;
    public F2 P3;
    public F2 P4;
    public F2 P5;
    public F2 P6;
    public F2 P7;

    /// <summary>What a lane holds of the first of its two rows of 16.</summary>
    public static TensorPairs First(TensorRow row)
    {
        TensorPairs p;
        p.P0 = First(row.C0);
        p.P1 = First(row.C1);
        p.P2 = First(row.C2);
        p.P3 = First(row.C3);
        p.P4 = First(row.C4);
        p.P5 = First(row.C5);
        p.P6 = First(row.C6);
        p.P7 = First(row.C7);
        return p;
    }

    /// <summary>What a lane holds of the second of its two rows of 16.</summary>
    public static TensorPairs Second(TensorRow row)
    {
        TensorPairs p;
        p.P0 = Second(row.C0);
        p.P1 = Second(row.C1);
        p.P2 = Second(row.C2);
        p.P3 = Second(row.C3);
        p.P4 = Second(row.C4);
        p.P5 = Second(row.C5);
        p.P6 = Second(row.C6);
        p.P7 = Second(row.C7);
        return p;
    }

    /// <summary>The biases of a lane's columns, of which <paramref name="left"/> exist from the first on.</summary>
    public static TensorPairs Biases<TTile, TEpilogue>(ArrayView<float> bias, ConvEnd end, int channel, int left)
        where TTile : struct, ITensorTile where TEpilogue : struct, IEpilogue
    {
        TensorPairs p = default;
        p.P0 = Bias<TEpilogue>(bias, end, channel, 0, left);
        p.P1 = Bias<TEpilogue>(bias, end, channel, 8, left);
        p.P2 = Bias<TEpilogue>(bias, end, channel, 16, left);
        p.P3 = Bias<TEpilogue>(bias, end, channel, 24, left);
        if (TTile.WarpColumns > 32)
        {
            p.P4 = Bias<TEpilogue>(bias, end, channel, 32, left);
            p.P5 = Bias<TEpilogue>(bias, end, channel, 40, left);
            p.P6 = Bias<TEpilogue>(bias, end, channel, 48, left);
            p.P7 = Bias<TEpilogue>(bias, end, channel, 56, left);
        }

        return p;
    }

    private static F2 First(F4 sums)
    {
        F2 r;
        r.X = sums.X;
        r.Y = sums.Y;
        return r;
    }

    private static F2 Second(F4 sums)
    {
        F2 r;
        r.X = sums.Z;
        r.Y = sums.W;
        return r;
    }

    private static F2 Bias<TEpilogue>(ArrayView<float> bias, ConvEnd end, int channel, int column, int left) where TEpilogue : struct, IEpilogue
    {
        F2 r;
        r.X = end.BiasAt<TEpilogue>(bias, channel, column, left);
        r.Y = end.BiasAt<TEpilogue>(bias, channel, column + 1, left);
        return r;
    }
}
