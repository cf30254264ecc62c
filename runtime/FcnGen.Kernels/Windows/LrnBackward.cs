using FcnGen.CompilerServices;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The gradient of local response normalisation: dx = dy·s^−β − (2αβ/n) · x · Σ dy·x·s^(−β−1), the sum over the channels whose window
/// holds this one. Scales s are computed again from the input, for each channel of that sum: neighbours lie in the cache.
/// </summary>
internal static class LrnBackward
{
    /// <summary>Group: 256 threads, one value each; grid: values of a row (cells times <paramref name="channels"/>), rows, pictures.</summary>
    public static void Run<TShape, TMask>(
        ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int items, int channels,
        int dyPixel, int dyRow, int dyImage, int xPixel, int xRow, int xImage, int dxPixel, int dxRow, int dxImage, int accumulate)
        where TShape : struct, ILrnShape where TMask : struct, IGradientMask
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / channels;
            int channel = item - column * channels;
            int cell = Grid.IdxZ * xImage + Grid.IdxY * xRow + column * xPixel;
            int gradients = Grid.IdxZ * dyImage + Grid.IdxY * dyRow + column * dyPixel;
            float sum = 0;
            int end = Lrn.End<TShape>(channel, channels);
            for (int c = Lrn.First<TShape>(channel); c < end; c++)
            {
                float scale = Lrn.Scale<TShape>(x, cell, c, channels);
                sum += dy[gradients + c] * x[cell + c] * Lrn.Power<TShape>(scale) / scale;
            }

            float own = dy[gradients + channel] * Lrn.Power<TShape>(Lrn.Scale<TShape>(x, cell, channel, channels));
            float factor = 2 * TShape.Alpha * TShape.Beta / TShape.LocalSize;
            GradientOutput.Store<TMask>(
                dx, Grid.IdxZ * dxImage + Grid.IdxY * dxRow + column * dxPixel + channel, x, cell + channel,
                own - factor * x[cell + channel] * sum, accumulate);
        }
    }
}
