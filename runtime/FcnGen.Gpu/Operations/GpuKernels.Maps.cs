using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

// Between a map and one cell: the mean over all cells, and one cell for all.
internal readonly partial struct GpuKernels
{
    private const int CellsPerMapSum = 256, MostMapSums = 128;

    /// <inheritdoc/>
    public void GlobalAvgPool(Blob x, Blob y) => MapSum<PassThrough>(x, 1 / ((float)x.Height * x.Width), y, y, accumulate: false);

    /// <inheritdoc/>
    public void GlobalAvgPoolBackward<TMask>(Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask =>
        Spread<TMask>(dy, 1 / ((float)dx.Height * dx.Width), x, dx, accumulate);

    /// <inheritdoc/>
    public void Broadcast(Blob x, Blob y) => Spread<PassThrough>(x, 1, y, y, accumulate: false);

    /// <inheritdoc/>
    public void BroadcastBackward<TMask>(Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask => MapSum<TMask>(dy, 1, x, dx, accumulate);

    private void MapSum<TMask>(Blob from, float factor, Blob x, Blob to, bool accumulate) where TMask : struct, IGradientMask
    {
        Blob mask = TMask.Masks ? x : to;
        LaunchGrid end = Rows(to.Channels, 1, to.Batch);
        int cells = checked(from.Height * from.Width);
        int each = Cover(cells, Math.Min(Cover(cells, CellsPerMapSum), MostMapSums));
        int splits = Cover(cells, each);
        var sums = new GpuView(device.Scratch((long)from.Batch * splits * from.Channels * sizeof(float)), 0, sizeof(float));
        device.Launch(
            MapKernels.Sum,
            new LaunchGrid(Cover(from.Channels, 32), splits, from.Batch),
            [View(from), sums],
            [from.Height, from.Width, from.Channels, from.PixelStride, (int)from.RowStride, (int)from.ImageStride, each]);
        device.Launch(
            MapKernels<TMask>.SumEnd,
            end,
            [sums, View(mask), View(to)],
            [to.Channels, splits, (int)mask.ImageStride, (int)to.ImageStride, accumulate, factor]);
    }

    private void Spread<TMask>(Blob from, float factor, Blob x, Blob to, bool accumulate) where TMask : struct, IGradientMask
    {
        Blob mask = TMask.Masks ? x : to;
        if (IsAligned(from) && IsAligned(mask) && IsAligned(to)) Spread<TMask, FourLanes>(from, factor, mask, to, accumulate);
        else Spread<TMask, OneLane>(from, factor, mask, to, accumulate);
    }

    private void Spread<TMask, TLanes>(Blob from, float factor, Blob mask, Blob to, bool accumulate) where TMask : struct, IGradientMask where TLanes : struct, ILanes
    {
        int perCell = to.Channels / TLanes.Count;
        int items = to.Width * perCell;
        device.Launch(
            MapKernels<TMask, TLanes>.Spread,
            Rows(items, to.Height, to.Batch),
            [View(from), View(mask), View(to)],
            [
                items, perCell, (int)from.ImageStride, mask.PixelStride, (int)mask.RowStride, (int)mask.ImageStride,
                to.PixelStride, (int)to.RowStride, (int)to.ImageStride, accumulate, factor,
            ]);
    }
}
