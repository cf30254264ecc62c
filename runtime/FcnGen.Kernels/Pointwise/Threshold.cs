using ILGPU;

namespace FcnGen.Kernels;

/// <summary>1 where the only channel of a pixel is greater than a limit, else 0: that, too, for what is not a number.</summary>
internal static class Threshold
{
    /// <summary>Group: 256 threads, one pixel each; grid: columns, rows, pictures. Labels are dense.</summary>
    public static void Run(ArrayView<float> scores, ArrayView<byte> labels, int width, int pixelStride, int rowStride, int imageStride, float limit)
    {
        int column = Grid.IdxX * 256 + Group.IdxX;
        if (column < width)
        {
            float value = scores[Grid.IdxZ * imageStride + Grid.IdxY * rowStride + column * pixelStride];

            // A selection: OpenCL takes a branch on a comparison with what is not a number the wrong way.
            int label = value > limit ? 1 : 0;
            labels[(Grid.IdxZ * Grid.DimY + Grid.IdxY) * width + column] = (byte)label;
        }
    }
}
