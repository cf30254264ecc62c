using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Stores what a lane holds of a warp's sums: of every 16 pixels two, 8 apart; of every 8 channels two neighbours.</summary>
internal static class TensorOutput
{
    /// <summary>Stores 2 pixels times 4 or, if <paramref name="wide"/>, 8 pairs of channels.</summary>
    public static void Store<TShape, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> bias, ArrayView<float> value, MmaRow sums, int batchOffset, int pixel, int pixels, int channel, bool wide)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C0, batchOffset, pixel, pixels, channel);
        Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C1, batchOffset, pixel, pixels, channel + 8);
        Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C2, batchOffset, pixel, pixels, channel + 16);
        Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C3, batchOffset, pixel, pixels, channel + 24);
        if (wide)
        {
            Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C4, batchOffset, pixel, pixels, channel + 32);
            Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C5, batchOffset, pixel, pixels, channel + 40);
            Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C6, batchOffset, pixel, pixels, channel + 48);
            Store<TShape, TEpilogue, TMask>(y, bias, value, sums.C7, batchOffset, pixel, pixels, channel + 56);
        }
    }

    private static void Store<TShape, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> bias, ArrayView<float> value, F4 sums, int batchOffset, int pixel, int pixels, int channel)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        if (channel < TShape.OutputChannels)
        {
            F2 b = default;
            if (TEpilogue.HasBias)
            {
                b = bias.Cast<F2>()[channel >> 1];
            }

            int at = (batchOffset + pixel) * (TShape.OutputChannels >> 1) + (channel >> 1);
            if (pixel < pixels)
            {
                StorePair<TEpilogue, TMask>(y.Cast<F2>(), value.Cast<F2>(), at, sums.X, sums.Y, b);
            }

            if (pixel + 8 < pixels)
            {
                StorePair<TEpilogue, TMask>(y.Cast<F2>(), value.Cast<F2>(), at + 4 * TShape.OutputChannels, sums.Z, sums.W, b);
            }
        }
    }

    private static void StorePair<TEpilogue, TMask>(ArrayView<F2> y, ArrayView<F2> value, int at, float first, float second, F2 bias)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        F2 v = default;
        if (TMask.Masks)
        {
            v = value[at];
        }

        F2 r;
        r.X = ConvOutput.Finish<TEpilogue, TMask>(first, bias.X, v.X);
        r.Y = ConvOutput.Finish<TEpilogue, TMask>(second, bias.Y, v.Y);
        y[at] = r;
    }
}
