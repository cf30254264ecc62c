using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Sets a view of a blob to zero.</summary>
internal static class ClearCells
{
    /// <summary>Group: 256 threads, one value each; grid: values of a row (cells times <paramref name="channels"/>), rows, pictures.</summary>
    public static void Run(ArrayView<float> to, int items, int channels, int pixelStride, int rowStride, int imageStride)
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / channels;
            to[Grid.IdxZ * imageStride + Grid.IdxY * rowStride + column * pixelStride + item - column * channels] = 0;
        }
    }
}
