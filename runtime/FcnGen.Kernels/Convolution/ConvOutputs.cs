using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Where the sums of one thread go: two runs of four pixels, 32 apart, times two runs of four channels, 16 apart.</summary>
internal struct ConvOutputs
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

    public static void Store<TMatrix, TTarget, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> bias, ArrayView<float> value, ConvOutputs o, ConvEnd end, int pixel, Tile8x8 sums)
        where TMatrix : struct, IImplicitMatrix where TTarget : struct, IAccess where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var low = end.BiasQuad<TEpilogue>(bias, o.Channel, 0, o.Left);
        var high = end.BiasQuad<TEpilogue>(bias, o.Channel, 16, o.Left);
        Store4<TMatrix, TTarget, TEpilogue, TMask>(y, value, o, end, pixel, sums.R0, sums.R1, sums.R2, sums.R3, low, high);
        Store4<TMatrix, TTarget, TEpilogue, TMask>(y, value, o, end, pixel + 32, sums.R4, sums.R5, sums.R6, sums.R7, low, high);
    }

    private static void Store4<TMatrix, TTarget, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> value, ConvOutputs o, ConvEnd end, int pixel, Row8 r0, Row8 r1, Row8 r2, Row8 r3, F4 low, F4 high)
        where TMatrix : struct, IImplicitMatrix where TTarget : struct, IAccess where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        var cursor = PixelCursor.At(pixel, o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTarget, TEpilogue, TMask>(y, value, o, end, cursor, pixel, r0, low, high);
        cursor = cursor.Next(o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTarget, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 1, r1, low, high);
        cursor = cursor.Next(o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTarget, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 2, r2, low, high);
        cursor = cursor.Next(o.PhaseHeight, o.PhaseWidth);
        Store1<TMatrix, TTarget, TEpilogue, TMask>(y, value, o, end, cursor, pixel + 3, r3, low, high);
    }

    private static void Store1<TMatrix, TTarget, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> value, ConvOutputs o, ConvEnd end, PixelCursor cursor, int pixel, Row8 sums, F4 low, F4 high)
        where TMatrix : struct, IImplicitMatrix where TTarget : struct, IAccess where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        int row = o.Phase.Top + cursor.Row * TMatrix.OutputStep.Height;
        int column = o.Phase.Left + cursor.Column * TMatrix.OutputStep.Width;
        int at = o.Base + o.Target.At(cursor.Image, row, column) + o.Channel;
        int valueAt = o.Value.At(cursor.Image, row, column) + o.Channel;
        int exists = Bits.Less(pixel, o.Pixels);
        end.Store<TEpilogue, TMask, TTarget>(y, value, at, valueAt, exists, o.Left, sums.Low, low);
        end.Store<TEpilogue, TMask, TTarget>(y, value, at + 16, valueAt + 16, exists, o.Left - 16, sums.High, high);
    }
}
