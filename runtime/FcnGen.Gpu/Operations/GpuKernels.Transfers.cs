using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <summary>Copies <paramref name="count"/> values of an NCHW batch from position <paramref name="first"/> on into a blob.</summary>
    public void FromPlanes(GpuMemory planes, int first, int count, Blob to) =>
        device.Launch(
            TransferKernels.PlanesToCells,
            new LaunchGrid(LaunchGrid.Cover(count, 256)),
            [new GpuView(planes, 0, sizeof(float)), View(to)],
            [first, count, to.Channels, to.Height, to.Width, to.PixelStride, (int)to.RowStride, (int)to.ImageStride]);

    /// <summary>Copies <paramref name="count"/> values of a blob out in NCHW order, from position <paramref name="first"/> on.</summary>
    public void ToPlanes(Blob from, GpuMemory planes, int first, int count) =>
        device.Launch(
            TransferKernels.CellsToPlanes,
            new LaunchGrid(LaunchGrid.Cover(count, 256)),
            [View(from), new GpuView(planes, 0, sizeof(float))],
            [first, count, from.Channels, from.Height, from.Width, from.PixelStride, (int)from.RowStride, (int)from.ImageStride]);
}
