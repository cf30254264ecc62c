using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Activate<TActivation>(Blob x, Blob y) where TActivation : struct, IActivation =>
        Pointwise<Activate<TActivation, Store>, PassThrough>(x, y, y, TActivation.IsRelu ? PointwiseSteps.Relu : 0, 1);

    /// <inheritdoc/>
    public void PointwiseBackward<TMask>(float factor, Blob dy, Blob x, Blob dx, bool accumulate) where TMask : struct, IGradientMask =>
        Pointwise<Store, TMask>(dy, dx, TMask.Masks ? x : dx, LoadIf(accumulate) | (TMask.HasRelu ? PointwiseSteps.Mask : 0), factor);

    /// <inheritdoc/>
    public void Dropout(float ratio, KeyCell key, Blob x, Blob y) => Drop(ratio, key, x, y, accumulate: false);

    /// <inheritdoc/>
    public void DropoutBackward(float ratio, KeyCell key, Blob dy, Blob dx, bool accumulate) => Drop(ratio, key, dy, dx, accumulate);

    /// <inheritdoc/>
    public void AddScaled(float factor, Blob x, Blob y, bool accumulate) =>
        Pointwise<Store, PassThrough>(x, y, y, LoadIf(accumulate), factor);

    /// <inheritdoc/>
    public void Clear(Blob x)
    {
        if (x.Count == 0) return;
        GpuView view = View(x);
        if (x.IsDense)
        {
            device.Zero(view.Memory, view.Offset, x.Count * sizeof(float));
            return;
        }

        int items = x.Width * x.Channels;
        device.Launch(
            PointwiseKernels.Clear,
            Rows(items, x.Height, x.Batch),
            [view],
            [items, x.Channels, x.PixelStride, (int)x.RowStride, (int)x.ImageStride]);
    }

    /// <inheritdoc/>
    public void ArgMax(Blob scores, ByteBlob labels) =>
        device.Launch(
            PointwiseKernels.ArgMax,
            Rows(scores.Width, scores.Height, scores.Batch),
            [View(scores), View(labels)],
            [scores.Width, scores.Channels, scores.PixelStride, (int)scores.RowStride, (int)scores.ImageStride]);

    /// <inheritdoc/>
    public void Threshold(float threshold, Blob scores, ByteBlob labels) =>
        device.Launch(
            PointwiseKernels.Threshold,
            Rows(scores.Width, scores.Height, scores.Batch),
            [View(scores), View(labels)],
            [scores.Width, scores.PixelStride, (int)scores.RowStride, (int)scores.ImageStride, threshold]);

    private static int LoadIf(bool accumulate) => accumulate ? PointwiseSteps.Load : 0;

    private void Drop(float ratio, KeyCell key, Blob from, Blob to, bool accumulate) =>
        Pointwise<Store, PassThrough>(from, to, to, PointwiseSteps.Drop | LoadIf(accumulate), 1 / (1 - ratio), View(key), CounterRandom.Threshold(ratio));

    private void Pointwise<TEpilogue, TMask>(Blob from, Blob to, Blob mask, int steps, float factor, GpuView? key = null, uint threshold = 0)
        where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        GpuView keys = key ?? View(to); // without a step that reads it, any
        if (IsAligned(from) && IsAligned(to) && IsAligned(mask)) Pointwise<FourLanes, TEpilogue, TMask>(from, to, mask, steps, factor, keys, threshold);
        else Pointwise<OneLane, TEpilogue, TMask>(from, to, mask, steps, factor, keys, threshold);
    }

    private void Pointwise<TLanes, TEpilogue, TMask>(Blob from, Blob to, Blob mask, int steps, float factor, GpuView key, uint threshold)
        where TLanes : struct, ILanes where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        int perCell = to.Channels / TLanes.Count;
        int items = to.Width * perCell;
        ReadOnlySpan<GpuView> views = [View(from), View(to), View(mask), key];
        ReadOnlySpan<Scalar> scalars =
        [
            items, perCell,
            from.PixelStride, (int)from.RowStride, (int)from.ImageStride,
            to.PixelStride, (int)to.RowStride, (int)to.ImageStride,
            mask.PixelStride, (int)mask.RowStride, (int)mask.ImageStride,
            steps, factor, TMask.Factor, threshold,
        ];

        // No operation drops values and has an activation of its own.
        device.Launch(
            PointwiseKernels<TLanes, TEpilogue, TMask>.Pointwise, Rows(items, to.Height, to.Batch),
            Formula<TEpilogue, TMask>.IsOwn ? views[..^1] : views, Formula<TEpilogue, TMask>.IsOwn ? scalars[..^1] : scalars);
    }
}
