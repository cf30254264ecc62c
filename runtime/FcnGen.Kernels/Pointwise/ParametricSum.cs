using FcnGen.CompilerServices;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Sums over all pixels of each channel of what they add to the gradient by the learned value of an activation.</summary>
internal static class ParametricSum
{
    /// <summary>
    /// partial[z][channel] = Σ parameter gradient(dy, x) over the pixels of a split. Group: 256 threads, 32 channels times 8 pixels at a time.
    /// Grid: tiles of 32 channels; 1; splits. Channels behind the last are read as zeros and not stored.
    /// </summary>
    public static void Run<TActivation>(
        ArrayView<float> x, ArrayView<float> dy, ArrayView<float> parameter, ArrayView<float> partial,
        int batch, int height, int width, int channels, int xPixel, int xRow, int xImage, int dyPixel, int dyRow, int dyImage, int pixelsPerSplit)
        where TActivation : struct, IParametricActivation
    {
        var sums = SharedMemory.Allocate<float>(256);
        int thread = Group.IdxX;
        int channel = Grid.IdxX * 32 + (thread & 31);
        int valid = Bits.Less(channel, channels);
        float learned = Guarded.Load(parameter, channel, valid);
        var inputs = Picture.Of(height, width, xPixel, xRow, xImage);
        var gradients = Picture.Of(height, width, dyPixel, dyRow, dyImage);
        int pixels = batch * height * width;
        int begin = Grid.IdxZ * pixelsPerSplit;
        int end = begin + pixelsPerSplit < pixels ? begin + pixelsPerSplit : pixels;
        var cursor = PixelCursor.At(begin + (thread >> 5), height, width);
        var advance = PixelCursor.At(8, height, width);
        float sum = 0;
        for (int pixel = begin + (thread >> 5); pixel < end; pixel += 8)
        {
            float stored = Guarded.Load(x, inputs.At(cursor.Image, cursor.Row, cursor.Column) + channel, valid);
            float gradient = Guarded.Load(dy, gradients.At(cursor.Image, cursor.Row, cursor.Column) + channel, valid);
            sum += TActivation.ParameterGradient<float, FloatArithmetic>(gradient, stored, learned);
            cursor = cursor.Plus(advance, height, width);
        }

        sums[thread] = sum;
        Group.Barrier();
        if ((thread < 32) & (channel < channels))
        {
            for (int other = 1; other < 8; other++)
            {
                sum += sums[other * 32 + thread];
            }

            partial[Grid.IdxZ * channels + channel] = sum;
        }
    }
}
