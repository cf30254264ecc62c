using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <summary>Groups that count labels; one group adds them up.</summary>
    private const int MaxCountGroups = 256;

    /// <inheritdoc/>
    public void SoftmaxLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, KeyCell key) where TShape : struct, ILossShape
    {
        int pixels = checked((int)labels.Count);
        int groups = LaunchGrid.Cover(pixels, 256);
        int countGroups = Math.Min(groups, MaxCountGroups);
        int divisor = TShape.Normalization == LossNormalization.Valid ? 0 : scores.Batch;
        bool samples = TShape.KeepProbability < 1;
        uint threshold = samples ? CounterRandom.Threshold(TShape.KeepProbability) : 0;
        bool weighted = !TShape.ClassWeights.IsEmpty;

        // Scratch: counts and first wrong labels, losses of the groups, factors of the classes.
        const long lossOffset = 2 * MaxCountGroups * sizeof(int);
        long weightOffset = lossOffset + Blob.Bytes(1, 1, groups, 1);
        GpuMemory scratch = device.Scratch(weightOffset + Blob.Bytes(1, 1, scores.Channels, 1));
        var counts = new GpuView(scratch, 0, sizeof(int));
        var losses = new GpuView(scratch, lossOffset, sizeof(float));
        var classWeights = new GpuView(scratch, weightOffset, sizeof(float));
        GpuView keys = View(key);
        if (weighted) StoreConstants(TShape.ClassWeights, classWeights);

        device.Launch(
            LossKernels.Count,
            new LaunchGrid(countGroups),
            [View(labels), counts, keys],
            [pixels, scores.Channels, TShape.IgnoreLabel, samples, threshold]);
        device.Launch(
            LossKernels.Softmax,
            new LaunchGrid(groups),
            [View(scores), View(labels), View(gradient), counts, classWeights, losses, keys],
            [
                labels.Height, labels.Width, pixels, scores.Channels,
                scores.PixelStride, (int)scores.RowStride, (int)scores.ImageStride,
                gradient.PixelStride, (int)gradient.RowStride, (int)gradient.ImageStride,
                TShape.IgnoreLabel, samples, threshold, weighted, countGroups, divisor, TShape.Weight,
            ]);
        device.Launch(
            LossKernels.Finish,
            new LaunchGrid(1),
            [losses, counts, View(labels), new GpuView(arena, loss.Offset, sizeof(float)), new GpuView(arena, loss.Offset, sizeof(int))],
            [groups, countGroups, labels.Height, labels.Width, scores.Channels, divisor, TShape.Weight]);
    }

    private void StoreConstants(ReadOnlySpan<float> values, GpuView to)
    {
        const int perLaunch = 8;
        Span<float> v = stackalloc float[perLaunch];
        for (int first = 0; first < values.Length; first += perLaunch)
        {
            v.Clear();
            values.Slice(first, Math.Min(perLaunch, values.Length - first)).CopyTo(v);
            device.Launch(LossKernels.Constants, new LaunchGrid(1), [to], [first, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]]);
        }
    }
}
