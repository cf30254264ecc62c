using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Copies a run of a blob's values out in NCHW order.</summary>
internal static class CellsToPlanes
{
    /// <summary>Copies <paramref name="count"/> values from position <paramref name="first"/> on. Group: 256 threads, one value each.</summary>
    public static void Run(
        ArrayView<float> cells, ArrayView<float> planes, int first, int count, int channels, int height, int width, int pixelStride, int rowStride, int imageStride)
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < count)
        {
            planes[at] = cells[CellIndex.Of(first + at, channels, height, width, pixelStride, rowStride, imageStride)];
        }
    }
}
