using System;
using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void SoftmaxLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, KeyCell key) where TShape : struct, ILossShape
    {
        PixelLoss run = BeginLoss<TShape>(scores, labels, scores.Channels, key);
        ReadOnlySpan<float> classWeights = TShape.ClassWeights;
        fixed (float* weights = classWeights)
        {
            var body = new SoftmaxLossBody
            {
                Pixels = run.Pixels,
                Scores = View(scores),
                Gradient = View(gradient),
                ClassWeights = classWeights.IsEmpty ? null : weights,
                Factor = run.Factor,
                Losses = run.Losses,
                Scratch = device.Scratch.Workers(Lanes.Padded(scores.Channels)),
            };
            RowTasks<SoftmaxLossBody>.Run(device.Pool, body, run.Rows, (long)labels.Width * scores.Channels);
        }

        EndLoss(run, loss);
    }

    /// <inheritdoc/>
    public void SigmoidLoss<TShape>(Blob scores, ByteBlob labels, Blob gradient, LossCell loss, KeyCell key) where TShape : struct, ISigmoidLossShape
    {
        PixelLoss run = BeginLoss<TShape>(scores, labels, TShape.Classes, key);
        var body = new SigmoidLossBody
        {
            Pixels = run.Pixels,
            Scores = View(scores),
            Gradient = View(gradient),
            PositiveWeight = TShape.PositiveWeight,
            Factor = run.Factor,
            Losses = run.Losses,
            Scratch = device.Scratch.Workers(SigmoidLossBody.ScratchFloats(scores.Channels)),
        };
        RowTasks<SigmoidLossBody>.Run(device.Pool, body, run.Rows, (long)labels.Width * scores.Channels);
        EndLoss(run, loss);
    }

    /// <summary>Counts the pixels of a loss and makes room for what each row adds to it.</summary>
    /// <exception cref="LabelException">A label is neither a class nor the ignored one.</exception>
    private PixelLoss BeginLoss<TShape>(Blob scores, ByteBlob labels, int classes, KeyCell key) where TShape : struct, IPixelLossShape
    {
        var pixels = new LossPixels
        {
            Labels = arena + labels.Offset,
            Width = labels.Width,
            Classes = classes,
            IgnoreLabel = TShape.IgnoreLabel,
            Samples = TShape.KeepProbability < 1,
            Key = TShape.KeepProbability < 1 ? Read(key) : 0,
            Threshold = TShape.KeepProbability < 1 ? CounterRandom.Threshold(TShape.KeepProbability) : uint.MaxValue,
        };
        int rows = labels.Batch * labels.Height;
        double* losses = (double*)device.Scratch.Shared(4L * rows);
        long counted = CountPixels(pixels, rows, labels, (int*)losses);
        double normalizer = TShape.Normalization == LossNormalization.Valid ? Math.Max(1, counted) : scores.Batch;
        return new PixelLoss { Pixels = pixels, Rows = rows, Losses = losses, Counted = counted, Weight = TShape.Weight, Normalizer = normalizer };
    }

    /// <summary>Adds up what the rows left.</summary>
    private void EndLoss(in PixelLoss run, LossCell loss)
    {
        double sum = 0;
        for (int row = 0; row < run.Rows; row++) sum += run.Losses[row];
        double* cell = (double*)(arena + loss.Offset);
        cell[0] = sum * run.Weight / run.Normalizer;
        cell[1] = run.Counted;
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

    /// <summary>A loss that is being computed.</summary>
    private readonly struct PixelLoss
    {
        public LossPixels Pixels { get; init; }

        public int Rows { get; init; }

        /// <summary>Per row: the sum of the pixels' losses.</summary>
        public double* Losses { get; init; }

        public long Counted { get; init; }

        public float Weight { get; init; }

        public double Normalizer { get; init; }

        /// <summary>Factor of the gradient of a pixel.</summary>
        public float Factor => (float)(Weight / Normalizer);
    }
}
