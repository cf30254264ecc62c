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
        bool weighted = !TShape.ClassWeights.IsEmpty;
        PixelLoss run = BeginLoss<TShape>(scores, labels, scores.Channels, weights: scores.Channels);
        GpuView keys = View(key);
        if (weighted) StoreConstants(TShape.ClassWeights, run.Weights);
        CountLabels<TShape>(run, labels, keys);
        device.Launch(
            LossKernels.Softmax,
            new LaunchGrid(run.Groups),
            [View(scores), View(labels), View(gradient), run.Counts, run.Weights, run.Losses, keys],
            [
                labels.Height, labels.Width, run.Pixels, scores.Channels,
                scores.PixelStride, (int)scores.RowStride, (int)scores.ImageStride,
                gradient.PixelStride, (int)gradient.RowStride, (int)gradient.ImageStride,
                TShape.IgnoreLabel, run.Samples, run.Threshold, weighted, run.CountGroups, run.Divisor, TShape.Weight,
            ]);
        FinishLoss<TShape>(run, labels, loss);
    }

    /// <inheritdoc/>
    public void SigmoidLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, KeyCell key) where TShape : struct, ISigmoidLossShape
    {
        PixelLoss run = BeginLoss<TShape>(scores, labels, TShape.Classes, weights: 0);
        GpuView keys = View(key);
        CountLabels<TShape>(run, labels, keys);
        device.Launch(
            LossKernels.Sigmoid,
            new LaunchGrid(run.Groups),
            [View(scores), View(labels), View(gradient), run.Counts, run.Losses, keys],
            [
                labels.Height, labels.Width, run.Pixels, scores.Channels, run.Classes,
                scores.PixelStride, (int)scores.RowStride, (int)scores.ImageStride,
                gradient.PixelStride, (int)gradient.RowStride, (int)gradient.ImageStride,
                TShape.IgnoreLabel, run.Samples, run.Threshold, run.CountGroups, run.Divisor, TShape.Weight, TShape.PositiveWeight,
            ]);
        FinishLoss<TShape>(run, labels, loss);
    }

    /// <summary>Makes room for what the kernels of a loss hand on.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">Labels are 0 to this number − 1.</param>
    /// <param name="weights">Factors of classes.</param>
    private PixelLoss BeginLoss<TShape>(Blob scores, ByteBlob labels, int classes, int weights) where TShape : struct, IPixelLossShape
    {
        int pixels = checked((int)labels.Count);
        int groups = LaunchGrid.Cover(pixels, 256);
        bool samples = TShape.KeepProbability < 1;

        // Scratch: counts and first wrong labels, losses of the groups, factors of the classes.
        const long lossOffset = 2 * MaxCountGroups * sizeof(int);
        long weightOffset = lossOffset + Blob.Bytes(1, 1, groups, 1);
        GpuMemory scratch = device.Scratch(weightOffset + Blob.Bytes(1, 1, weights, 1));
        return new PixelLoss
        {
            Classes = classes,
            Pixels = pixels,
            Groups = groups,
            CountGroups = Math.Min(groups, MaxCountGroups),
            Divisor = TShape.Normalization == LossNormalization.Valid ? 0 : scores.Batch,
            Samples = samples,
            Threshold = samples ? CounterRandom.Threshold(TShape.KeepProbability) : 0,
            Counts = new GpuView(scratch, 0, sizeof(int)),
            Losses = new GpuView(scratch, lossOffset, sizeof(float)),
            Weights = new GpuView(scratch, weightOffset, sizeof(float)),
        };
    }

    private void CountLabels<TShape>(in PixelLoss run, ByteBlob labels, GpuView keys) where TShape : struct, IPixelLossShape => device.Launch(
        LossKernels.Count,
        new LaunchGrid(run.CountGroups),
        [View(labels), run.Counts, keys],
        [run.Pixels, run.Classes, TShape.IgnoreLabel, run.Samples, run.Threshold]);

    private void FinishLoss<TShape>(in PixelLoss run, ByteBlob labels, LossCell loss) where TShape : struct, IPixelLossShape => device.Launch(
        LossKernels.Finish,
        new LaunchGrid(1),
        [run.Losses, run.Counts, View(labels), new GpuView(arena, loss.Offset, sizeof(float)), new GpuView(arena, loss.Offset, sizeof(int))],
        [run.Groups, run.CountGroups, labels.Height, labels.Width, run.Classes, run.Divisor, TShape.Weight]);

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

    /// <summary>A loss whose kernels are being launched, and what they hand on.</summary>
    private readonly struct PixelLoss
    {
        public int Classes { get; init; }

        public int Pixels { get; init; }

        public int Groups { get; init; }

        public int CountGroups { get; init; }

        /// <summary>What the sum is divided by; 0 for the pixels that count.</summary>
        public int Divisor { get; init; }

        /// <summary>True if pixels are drawn.</summary>
        public bool Samples { get; init; }

        public uint Threshold { get; init; }

        public GpuView Counts { get; init; }

        public GpuView Losses { get; init; }

        public GpuView Weights { get; init; }
    }
}
