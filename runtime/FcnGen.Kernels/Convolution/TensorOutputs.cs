using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Where the sums of a lane go: of every 16 pixels two, 8 apart; of every 8 channels two neighbours.</summary>
internal struct TensorOutputs
{
    public Picture Target;

    /// <summary>Strides of the mask's source.</summary>
    public Picture Value;

    public Phase Phase;

    public int PhaseHeight;

    public int PhaseWidth;

    /// <summary>Pixels of the phase in all pictures.</summary>
    public int Pixels;

    /// <summary>Offset of the split's partial sums.</summary>
    public int Base;

    /// <summary>First channel.</summary>
    public int Channel;

    /// <summary>Channels of the group from the first on; not positive if there are none.</summary>
    public int Left;

    /// <summary>Stores every eighth of 64 pixels from <paramref name="pixel"/> on.</summary>
    public static void Store<TMatrix, TTile, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> bias, ArrayView<float> value, TensorOutputs o, ConvEnd end, int pixel, TensorSums sums)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var biases = TensorPairs.Biases<TTile, TEpilogue>(bias, end, o.Channel, o.Left);
        var eight = PixelCursor.At(8, o.PhaseHeight, o.PhaseWidth);
        var cursor = PixelCursor.At(pixel, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel, TensorPairs.First(sums.R0), biases);
        cursor = cursor.Plus(eight, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 8, TensorPairs.Second(sums.R0), biases);
        cursor = cursor.Plus(eight, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 16, TensorPairs.First(sums.R1), biases);
        cursor = cursor.Plus(eight, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 24, TensorPairs.Second(sums.R1), biases);
        cursor = cursor.Plus(eight, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 32, TensorPairs.First(sums.R2), biases);
        cursor = cursor.Plus(eight, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 40, TensorPairs.Second(sums.R2), biases);
        cursor = cursor.Plus(eight, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 48, TensorPairs.First(sums.R3), biases);
        cursor = cursor.Plus(eight, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTile, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 56, TensorPairs.Second(sums.R3), biases);
    }

    private static void Store1<TMatrix, TTile, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> value, TensorOutputs o, ConvEnd end, PixelCursor cursor, int pixel, TensorPairs sums, TensorPairs biases)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        int row = o.Phase.Top + cursor.Row * TMatrix.OutputStep.Height;
        int column = o.Phase.Left + cursor.Column * TMatrix.OutputStep.Width;
        int at = o.Base + o.Target.At(cursor.Image, row, column) + o.Channel;
        int valueAt = o.Value.At(cursor.Image, row, column) + o.Channel;
        int valid = Bits.Less(pixel, o.Pixels);
        StorePair<TEpilogue, TMask>(y, value, end, at, valueAt, valid & Bits.Less(0, o.Left), sums.P0, biases.P0);
        StorePair<TEpilogue, TMask>(y, value, end, at + 8, valueAt + 8, valid & Bits.Less(8, o.Left), sums.P1, biases.P1);
        StorePair<TEpilogue, TMask>(y, value, end, at + 16, valueAt + 16, valid & Bits.Less(16, o.Left), sums.P2, biases.P2);
        StorePair<TEpilogue, TMask>(y, value, end, at + 24, valueAt + 24, valid & Bits.Less(24, o.Left), sums.P3, biases.P3);
        if (TTile.WarpColumns > 32)
        {
            StorePair<TEpilogue, TMask>(y, value, end, at + 32, valueAt + 32, valid & Bits.Less(32, o.Left), sums.P4, biases.P4);
            StorePair<TEpilogue, TMask>(y, value, end, at + 40, valueAt + 40, valid & Bits.Less(40, o.Left), sums.P5, biases.P5);
            StorePair<TEpilogue, TMask>(y, value, end, at + 48, valueAt + 48, valid & Bits.Less(48, o.Left), sums.P6, biases.P6);
            StorePair<TEpilogue, TMask>(y, value, end, at + 56, valueAt + 56, valid & Bits.Less(56, o.Left), sums.P7, biases.P7);
        }
    }

    private static void StorePair<TEpilogue, TMask>(ArrayView<float> y, ArrayView<float> value, ConvEnd end, int at, int valueAt, int valid, F2 sums, F2 bias)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var r = Gx.ReadPairOrZero(ref y.Cast<F2>()[at >> 1], valid & end.Accumulate);
        F2 source = default;
        if (TMask.Masks)
        {
            source = Gx.ReadPairOrZero(ref value.Cast<F2>()[valueAt >> 1], valid & (end.IsPartial ^ 1));
        }

        r.X = end.Finish<TEpilogue, TMask>(sums.X + bias.X + r.X, source.X);
        r.Y = end.Finish<TEpilogue, TMask>(sums.Y + bias.Y + r.Y, source.Y);
        Gx.WritePairIf(ref y.Cast<F2>()[at >> 1], valid, r);
    }
}
