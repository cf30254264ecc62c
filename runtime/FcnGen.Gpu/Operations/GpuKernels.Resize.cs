using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Resize<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IResizeShape
    {
        if (IsAligned(x) && IsAligned(y)) Resize<TShape, FourLanes>(x, y, accumulate);
        else Resize<TShape, OneLane>(x, y, accumulate);
    }

    /// <inheritdoc/>
    public void ResizeBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IResizeShape where TMask : struct, IGradientMask
    {
        // First down the columns of dy, then along the rows that this leaves: a cell that many read takes the sum of their numbers, not the product.
        Blob lines = Blob.Dense(0, dx.Batch, dx.Height, dy.Width, dx.Channels);
        GpuView scratch = new GpuKernels(device, device.Scratch(lines.Count * sizeof(float))).View(lines);
        if (IsAligned(dy)) ResizeRows<TShape, FourLanes>(dy, scratch, dx.Height);
        else ResizeRows<TShape, OneLane>(dy, scratch, dx.Height);
        Blob mask = TMask.Masks ? x : dx;
        if (IsAligned(mask) && IsAligned(dx)) ResizeColumns<TShape, TMask, FourLanes>(scratch, dy.Width, mask, dx, accumulate);
        else ResizeColumns<TShape, TMask, OneLane>(scratch, dy.Width, mask, dx, accumulate);
    }

    private void Resize<TShape, TLanes>(Blob x, Blob y, bool accumulate) where TShape : struct, IResizeShape where TLanes : struct, ILanes
    {
        var rows = ResizeAxis.Of<TShape>(Axis.Height, x.Height, y.Height);
        var columns = ResizeAxis.Of<TShape>(Axis.Width, x.Width, y.Width);
        int perCell = y.Channels / TLanes.Count;
        int items = y.Width * perCell;
        device.Launch(
            ResizeKernels<TShape, TLanes>.Forward,
            Rows(items, y.Height, y.Batch),
            [View(x), View(y)],
            [
                items, perCell, x.Height, x.Width,
                rows.Scale, rows.Offset, rows.Divisor, columns.Scale, columns.Offset, columns.Divisor,
                x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                y.PixelStride, (int)y.RowStride, (int)y.ImageStride,
                accumulate, 1f / rows.Divisor, 1f / columns.Divisor,
            ]);
    }

    private void ResizeRows<TShape, TLanes>(Blob dy, GpuView lines, int height) where TShape : struct, IResizeShape where TLanes : struct, ILanes
    {
        var axis = ResizeAxis.Of<TShape>(Axis.Height, height, dy.Height);
        int perCell = dy.Channels / TLanes.Count;
        int items = dy.Width * perCell;
        device.Launch(
            ResizeKernels<TShape, TLanes>.GradientRows,
            Rows(items, height, dy.Batch),
            [View(dy), lines],
            [
                items, perCell, dy.Height, axis.Scale, axis.Offset, axis.Divisor,
                dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride, 1f / axis.Divisor,
            ]);
    }

    private void ResizeColumns<TShape, TMask, TLanes>(GpuView lines, int lineWidth, Blob mask, Blob dx, bool accumulate)
        where TShape : struct, IResizeShape where TMask : struct, IGradientMask where TLanes : struct, ILanes
    {
        var axis = ResizeAxis.Of<TShape>(Axis.Width, dx.Width, lineWidth);
        int perCell = dx.Channels / TLanes.Count;
        int items = dx.Width * perCell;
        device.Launch(
            ResizeKernels<TShape, TMask, TLanes>.GradientColumns,
            Rows(items, dx.Height, dx.Batch),
            [lines, View(mask), View(dx)],
            [
                items, perCell, lineWidth, dx.Width, axis.Scale, axis.Offset, axis.Divisor,
                mask.PixelStride, (int)mask.RowStride, (int)mask.ImageStride,
                dx.PixelStride, (int)dx.RowStride, (int)dx.ImageStride,
                accumulate, 1f / axis.Divisor,
            ]);
    }
}
