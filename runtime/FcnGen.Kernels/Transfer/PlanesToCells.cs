using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Copies a run of NCHW values into a blob.</summary>
internal static class PlanesToCells
{
    /// <summary>Copies <paramref name="count"/> values from position <paramref name="first"/> on. Group: 256 threads, one value each.</summary>
    public static void Run(
        ArrayView<float> planes, ArrayView<float> cells, int first, int count, int channels, int height, int width, int pixelStride, int rowStride, int imageStride)
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < count)
        {
            cells[CellIndex.Of(first + at, channels, height, width, pixelStride, rowStride, imageStride)] = planes[at];
        }
    }
}
