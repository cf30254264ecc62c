using System;
using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void SoftmaxLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, KeyCell key) where TShape : struct, ILossShape
    {
        var pixels = new LossPixels
        {
            Labels = arena + labels.Offset,
            Width = labels.Width,
            Classes = scores.Channels,
            IgnoreLabel = TShape.IgnoreLabel,
            Samples = TShape.KeepProbability < 1,
            Key = TShape.KeepProbability < 1 ? Read(key) : 0,
            Threshold = TShape.KeepProbability < 1 ? CounterRandom.Threshold(TShape.KeepProbability) : uint.MaxValue,
        };
        int rows = labels.Batch * labels.Height;
        double* losses = (double*)device.Scratch.Shared(4L * rows);
        long counted = CountPixels(pixels, rows, labels, (int*)losses);

        double normalizer = TShape.Normalization == LossNormalization.Valid ? Math.Max(1, counted) : scores.Batch;
        ReadOnlySpan<float> classWeights = TShape.ClassWeights;
        fixed (float* weights = classWeights)
        {
            var body = new SoftmaxLossBody
            {
                Pixels = pixels,
                Scores = View(scores),
                Gradient = View(gradient),
                ClassWeights = classWeights.IsEmpty ? null : weights,
                Factor = (float)(TShape.Weight / normalizer),
                Losses = losses,
                Scratch = device.Scratch.Workers(Lanes.Padded(scores.Channels)),
            };
            RowTasks<SoftmaxLossBody>.Run(device.Pool, body, rows, (long)labels.Width * scores.Channels);
        }

        double sum = 0;
        for (int row = 0; row < rows; row++) sum += losses[row];
        double* cell = (double*)(arena + loss.Offset);
        cell[0] = sum * TShape.Weight / normalizer;
        cell[1] = counted;
    }

    private long CountPixels(in LossPixels pixels, int rows, ByteBlob labels, int* counts)
    {
        RowTasks<LabelCountBody>.Run(device.Pool, new LabelCountBody { Pixels = pixels, Counts = counts }, rows, labels.Width);
        long counted = 0;
        for (int row = 0; row < rows; row++)
        {
            if (counts[row] < 0)
            {
                int column = -1 - counts[row];
                throw new LabelException(
                    pixels.Labels[(long)row * labels.Width + column], pixels.Classes, row / labels.Height, row % labels.Height, column);
            }

            counted += counts[row];
        }

        return counted;
    }
}
