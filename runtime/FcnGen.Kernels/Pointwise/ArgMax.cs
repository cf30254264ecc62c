using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The class of the largest channel of each pixel, the first of equals.</summary>
internal static class ArgMax
{
    /// <summary>Group: 256 threads, one pixel each; grid: columns, rows, pictures. Labels are dense.</summary>
    public static void Run(
        ArrayView<float> scores, ArrayView<byte> labels, int width, int channels, int pixelStride, int rowStride, int imageStride)
    {
        int column = Grid.IdxX * 256 + Group.IdxX;
        if (column < width)
        {
            int at = Grid.IdxZ * imageStride + Grid.IdxY * rowStride + column * pixelStride;
            float largest = scores[at];
            int label = 0;
            for (int channel = 1; channel < channels; channel++)
            {
                float value = scores[at + channel];

                // Selections: OpenCL takes a branch on a comparison with what is not a number the wrong way.
                label = value > largest ? channel : label;
                largest = value > largest ? value : largest;
            }

            labels[(Grid.IdxZ * Grid.DimY + Grid.IdxY) * width + column] = (byte)label;
        }
    }
}
