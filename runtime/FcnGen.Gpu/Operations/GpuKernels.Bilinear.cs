using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

// Fixed bilinear enlargement.
internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Bilinear<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IConvShape
    {
        int items = y.Width * y.Channels;
        device.Launch(
            BilinearKernels<TShape>.Forward,
            Rows(items, y.Height, y.Batch),
            [View(x), View(y)],
            [
                items, y.Channels, x.Height, x.Width,
                x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                y.PixelStride, (int)y.RowStride, (int)y.ImageStride,
                accumulate,
            ]);
    }

    /// <inheritdoc/>
    public void BilinearArgMax<TShape>(Blob x, ByteBlob labels) where TShape : struct, IConvShape =>
        device.Launch(
            BilinearKernels<TShape>.ArgMax,
            Rows(labels.Width, labels.Height, labels.Batch),
            [View(x), View(labels)],
            [labels.Width, x.Channels, x.Height, x.Width, x.PixelStride, (int)x.RowStride, (int)x.ImageStride]);

    /// <inheritdoc/>
    public void BilinearBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask
    {
        // First down the columns of dy, then along the rows that this leaves: k + k terms a value instead of k · k.
        Blob lines = Blob.Dense(0, dx.Batch, dx.Height, dy.Width, dx.Channels);
        GpuView scratch = new GpuKernels(device, device.Scratch(lines.Count * sizeof(float))).View(lines);
        int lineItems = dy.Width * dy.Channels;
        device.Launch(
            BilinearKernels<TShape>.GradientRows,
            Rows(lineItems, dx.Height, dx.Batch),
            [View(dy), scratch],
            [lineItems, dy.Channels, dy.Height, dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride]);

        Blob mask = TMask.Masks ? x : dx;
        int items = dx.Width * dx.Channels;
        device.Launch(
            BilinearKernels<TShape, TMask>.GradientColumns,
            Rows(items, dx.Height, dx.Batch),
            [scratch, View(mask), View(dx)],
            [
                items, dx.Channels, dy.Width,
                mask.PixelStride, (int)mask.RowStride, (int)mask.ImageStride,
                dx.PixelStride, (int)dx.RowStride, (int)dx.ImageStride,
                accumulate,
            ]);
    }
}
