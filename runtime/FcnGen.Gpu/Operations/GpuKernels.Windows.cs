using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

// Pooling and local response normalisation.
internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void MaxPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape =>
        MaxPool<TShape>(x, y, new GpuView(arena, 0, 1), keep: false);

    /// <inheritdoc/>
    public void MaxPool<TShape>(Blob x, Blob y, ByteBlob winners) where TShape : struct, IPoolShape
    {
        if (TShape.Kernel.Height * TShape.Kernel.Width > 256)
            throw new NotSupportedException($"The winning tap is kept in a byte, so a max-pool window has at most 256 cells; this one is {TShape.Kernel.Height}x{TShape.Kernel.Width}.");
        MaxPool<TShape>(x, y, View(winners), keep: true);
    }

    /// <inheritdoc/>
    public void MaxPoolBackward<TShape, TMask>(Blob dy, ByteBlob winners, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        Blob mask = TMask.Masks ? x : dx;
        if (IsAligned(dy) && IsAligned(mask) && IsAligned(dx)) MaxPoolBackward<TShape, TMask, FourLanes>(dy, winners, mask, dx, accumulate);
        else MaxPoolBackward<TShape, TMask, OneLane>(dy, winners, mask, dx, accumulate);
    }

    /// <inheritdoc/>
    public void AvgPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape
    {
        int items = y.Width * y.Channels;
        device.Launch(
            AvgPoolKernels<TShape>.Forward,
            Rows(items, y.Height, y.Batch),
            [View(x), View(y)],
            [
                items, y.Channels, x.Height, x.Width,
                x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                y.PixelStride, (int)y.RowStride, (int)y.ImageStride,
            ]);
    }

    /// <inheritdoc/>
    public void AvgPoolBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        Blob mask = TMask.Masks ? x : dx;
        int items = dx.Width * dx.Channels;
        device.Launch(
            AvgPoolKernels<TShape, TMask>.Backward,
            Rows(items, dx.Height, dx.Batch),
            [View(dy), View(mask), View(dx)],
            [
                items, dx.Channels, dy.Height, dy.Width, dx.Height, dx.Width,
                dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride,
                mask.PixelStride, (int)mask.RowStride, (int)mask.ImageStride,
                dx.PixelStride, (int)dx.RowStride, (int)dx.ImageStride,
                accumulate,
            ]);
    }

    /// <inheritdoc/>
    public void Lrn<TShape>(Blob x, Blob y) where TShape : struct, ILrnShape
    {
        int items = y.Width * y.Channels;
        device.Launch(
            LrnKernels<TShape>.Forward,
            Rows(items, y.Height, y.Batch),
            [View(x), View(y)],
            [
                items, y.Channels,
                x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                y.PixelStride, (int)y.RowStride, (int)y.ImageStride,
            ]);
    }

    /// <inheritdoc/>
    public void LrnBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, ILrnShape where TMask : struct, IGradientMask
    {
        int items = dx.Width * dx.Channels;
        device.Launch(
            LrnKernels<TShape, TMask>.Backward,
            Rows(items, dx.Height, dx.Batch),
            [View(dy), View(x), View(dx)],
            [
                items, dx.Channels,
                dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride,
                x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                dx.PixelStride, (int)dx.RowStride, (int)dx.ImageStride,
                accumulate,
            ]);
    }

    private void MaxPool<TShape>(Blob x, Blob y, GpuView winners, bool keep) where TShape : struct, IPoolShape
    {
        if (IsAligned(x) && IsAligned(y)) MaxPool<TShape, FourLanes>(x, y, winners, keep);
        else MaxPool<TShape, OneLane>(x, y, winners, keep);
    }

    private void MaxPool<TShape, TLanes>(Blob x, Blob y, GpuView winners, bool keep) where TShape : struct, IPoolShape where TLanes : struct, ILanes
    {
        int perCell = y.Channels / TLanes.Count;
        int items = y.Width * perCell;
        device.Launch(
            MaxPoolKernels<TShape, TLanes>.Forward,
            Rows(items, y.Height, y.Batch),
            [View(x), View(y), winners],
            [
                items, perCell, x.Height, x.Width,
                x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                y.PixelStride, (int)y.RowStride, (int)y.ImageStride,
                keep,
            ]);
    }

    private void MaxPoolBackward<TShape, TMask, TLanes>(Blob dy, ByteBlob winners, Blob mask, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask where TLanes : struct, ILanes =>
        PassByWinners(MaxPoolKernels<TShape, TMask, TLanes>.Backward, TLanes.Count, dy, winners, mask, dx, accumulate);

    /// <summary>A gradient that goes from a map to another by the winners of the windows.</summary>
    private void PassByWinners(KernelDefinition kernel, int lanes, Blob dy, ByteBlob winners, Blob mask, Blob dx, bool accumulate)
    {
        int perCell = dx.Channels / lanes;
        int items = dx.Width * perCell;
        device.Launch(
            kernel,
            Rows(items, dx.Height, dx.Batch),
            [View(dy), View(winners), View(mask), View(dx)],
            [
                items, perCell, dy.Height, dy.Width,
                dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride,
                mask.PixelStride, (int)mask.RowStride, (int)mask.ImageStride,
                dx.PixelStride, (int)dx.RowStride, (int)dx.ImageStride,
                accumulate,
            ]);
    }
}
