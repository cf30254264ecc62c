using ILGPU;

namespace FcnGen.Kernels;

/// <summary>What happens to a finished sum: bias and ReLU of a forward pass, or the ReLU mask of a backward pass.</summary>
internal static class ConvOutput
{
    /// <summary>Four values of the bias, or zeros if there is none.</summary>
    public static F4 BiasAt<TShape, TEpilogue>(ArrayView<float> bias, int channel)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue
    {
        F4 none = default;
        return TEpilogue.HasBias && channel < TShape.OutputChannels ? bias.Cast<F4>()[channel >> 2] : none;
    }

    /// <summary>Stores 4 + 4 channels (16 apart) of one pixel.</summary>
    public static void Store<TShape, TEpilogue, TMask>(
        ArrayView<float> y, ArrayView<float> value, int batchOffset, int pixel, int pixels, int channel, Row8 sums, F4 biasLow, F4 biasHigh)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        if (pixel < pixels)
        {
            int at = (batchOffset + pixel) * (TShape.OutputChannels >> 2) + (channel >> 2);
            if (channel < TShape.OutputChannels)
            {
                y.Cast<F4>()[at] = Finish<TEpilogue, TMask>(sums.Low, biasLow, value, at);
            }

            if (channel + 16 < TShape.OutputChannels)
            {
                y.Cast<F4>()[at + 4] = Finish<TEpilogue, TMask>(sums.High, biasHigh, value, at + 4);
            }
        }
    }

    /// <summary>The epilogue of one value.</summary>
    public static float Finish<TEpilogue, TMask>(float sum, float bias, float value)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        float r = sum;
        if (TEpilogue.HasBias)
        {
            r += bias;
        }

        if (TEpilogue.HasRelu)
        {
            r = r > 0 ? r : 0;
        }

        if (TMask.Masks)
        {
            r = value > 0 ? r * TMask.Factor : 0;
        }

        return r;
    }

    public static F4 Finish<TEpilogue, TMask>(F4 sums, F4 bias, ArrayView<float> value, int at)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        F4 v = default;
        if (TMask.Masks)
        {
            v = value.Cast<F4>()[at];
        }

        F4 r;
        r.X = Finish<TEpilogue, TMask>(sums.X, bias.X, v.X);
        r.Y = Finish<TEpilogue, TMask>(sums.Y, bias.Y, v.Y);
        r.Z = Finish<TEpilogue, TMask>(sums.Z, bias.Z, v.Z);
        r.W = Finish<TEpilogue, TMask>(sums.W, bias.W, v.W);
        return r;
    }
}
