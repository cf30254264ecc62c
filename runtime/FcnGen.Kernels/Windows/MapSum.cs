using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Sums over the cells of each picture, channel by channel, in parts that <see cref="MapSumEnd"/> adds.</summary>
internal static class MapSum
{
    /// <summary>
    /// partial[(image · splits + split) · channels + channel] = Σ x over the cells of a split. Group: 256 threads, 32 channels times 8 cells at a
    /// time. Grid: tiles of 32 channels; splits; pictures. Channels behind the last are read as zeros and not stored.
    /// </summary>
    public static void Run(
        ArrayView<float> x, ArrayView<float> partial,
        int height, int width, int channels, int pixelStride, int rowStride, int imageStride, int cellsPerSplit)
    {
        var sums = SharedMemory.Allocate<float>(256);
        int thread = Group.IdxX;
        int channel = Grid.IdxX * 32 + (thread & 31);
        int valid = Bits.Less(channel, channels);
        var picture = Picture.Of(height, width, pixelStride, rowStride, imageStride);
        int cells = height * width;
        int begin = Grid.IdxY * cellsPerSplit;
        int end = begin + cellsPerSplit < cells ? begin + cellsPerSplit : cells;
        var cursor = PixelCursor.At(begin + (thread >> 5), height, width);
        var advance = PixelCursor.At(8, height, width);
        CompensatedSum sum = default;
        for (int cell = begin + (thread >> 5); cell < end; cell += 8)
        {
            sum = sum.Plus(Guarded.Load(x, picture.At(Grid.IdxZ, cursor.Row, cursor.Column) + channel, valid));
            cursor = cursor.Plus(advance, height, width);
        }

        sums[thread] = sum.Value;
        Group.Barrier();
        if ((thread < 32) & (channel < channels))
        {
            for (int other = 1; other < 8; other++)
            {
                sum = sum.Plus(sums[other * 32 + thread]);
            }

            partial[(Grid.IdxZ * Grid.DimY + Grid.IdxY) * channels + channel] = sum.Value;
        }
    }
}
