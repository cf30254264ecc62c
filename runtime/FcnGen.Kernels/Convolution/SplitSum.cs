using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Adds the partial sums of a convolution whose inner dimension was split, in the order of the splits, and finishes them.</summary>
internal static class SplitSum
{
    /// <summary>
    /// y = mask(factor·activation(Σ_s partial[s] + bias + y·accumulate)) over <paramref name="count"/> values in NHWC order; partial sums without
    /// gaps, y and the mask's source with strides. Group: 256 threads, one value each. A ReLU and its mask are steps of the kernel that all networks
    /// share; <typeparamref name="TEpilogue"/> and <typeparamref name="TMask"/> have other activations.
    /// </summary>
    public static void Run<TEpilogue, TMask>(
        ArrayView<float> partial, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y,
        int count, int splits, int height, int width, int channels, int pixelStride, int rowStride, int imageStride,
        int valuePixelStride, int valueRowStride, int valueImageStride, int flags, float factor)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < count)
        {
            float sum = 0;
            for (int split = 0; split < splits; split++)
            {
                sum += partial[split * count + at];
            }

            int pixel = at / channels;
            int channel = at - pixel * channels;
            var cursor = PixelCursor.At(pixel, height, width);
            int to = Picture.Of(height, width, pixelStride, rowStride, imageStride).At(cursor.Image, cursor.Row, cursor.Column) + channel;
            if (Formula<TEpilogue, TMask>.IsOwn)
            {
                if ((flags & SumSteps.Bias) != 0)
                {
                    sum += bias[channel];
                }

                if ((flags & SumSteps.Accumulate) != 0)
                {
                    sum += y[to];
                }

                sum = TEpilogue.Apply<float, FloatArithmetic>(sum) * factor;
                if (TMask.Masks)
                {
                    int from = Picture.Of(height, width, valuePixelStride, valueRowStride, valueImageStride).At(cursor.Image, cursor.Row, cursor.Column) + channel;
                    sum = TMask.Apply<float, FloatArithmetic>(sum, value[from]);
                }

                y[to] = sum;
            }
            else
            {
                if ((flags & SumSteps.Bias) != 0)
                {
                    sum += bias[channel];
                }

                if ((flags & SumSteps.Accumulate) != 0)
                {
                    sum += y[to];
                }

                if ((flags & SumSteps.Relu) != 0)
                {
                    sum = Gx.Max(sum, 0);
                }

                if ((flags & SumSteps.Mask) != 0)
                {
                    int from = Picture.Of(height, width, valuePixelStride, valueRowStride, valueImageStride).At(cursor.Image, cursor.Row, cursor.Column) + channel;
                    sum = value[from] > 0 ? sum : 0;
                }

                y[to] = sum * factor;
            }
        }
    }
}
