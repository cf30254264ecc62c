using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Sums over all pixels of each channel: the gradient of a bias that no other kernel has to read the gradient for.</summary>
internal static class ChannelSum
{
    /// <summary>
    /// partial[z][channel] = Σ x over the pixels of a split. Group: 256 threads, 32 channels times 8 pixels at a time. Grid: tiles of 32 channels; 1; splits.
    /// </summary>
    public static void Run(
        ArrayView<float> x, ArrayView<float> partial,
        int batch, int height, int width, int channels, int pixelStride, int rowStride, int imageStride, int pixelsPerSplit)
    {
        var sums = SharedMemory.Allocate<float>(256);
        int thread = Group.IdxX;
        int channel = Grid.IdxX * 32 + (thread & 31);
        var picture = Picture.Of(height, width, pixelStride, rowStride, imageStride);
        int pixels = batch * height * width;
        int begin = Grid.IdxZ * pixelsPerSplit;
        int end = begin + pixelsPerSplit < pixels ? begin + pixelsPerSplit : pixels;
        var cursor = PixelCursor.At(begin + (thread >> 5), height, width);
        var advance = PixelCursor.At(8, height, width);
        float sum = 0;
        for (int pixel = begin + (thread >> 5); pixel < end; pixel += 8)
        {
            sum += Guarded.Load(x, picture.At(cursor.Image, cursor.Row, cursor.Column) + channel, Bits.Less(channel, channels));
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
