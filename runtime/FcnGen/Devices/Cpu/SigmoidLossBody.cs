using System;
using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// Sigmoid cross-entropy of a row, and the gradient of its scores. A piece of the row at a time is laid out without gaps, so that vectors are
/// full whatever the number of channels: a single one is the rule.
/// </summary>
internal unsafe struct SigmoidLossBody : IRowBody
{
    /// <summary>Values of a piece, if a pixel has no more: its lines stay in the nearest cache.</summary>
    private const int PieceValues = 1024;

    public LossPixels Pixels;
    public View Scores;
    public View Gradient;

    /// <summary>Factor of the loss where a channel is to say yes.</summary>
    public float PositiveWeight;

    /// <summary>Weight of the loss over its normaliser.</summary>
    public float Factor;

    /// <summary>Per row: the sum of the pixels' losses.</summary>
    public double* Losses;

    public float** Scratch;

    /// <summary>Values of scratch per worker: the turned scores, and their weights.</summary>
    public static long ScratchFloats(int channels) => 2L * Lanes.Padded(Math.Max(PieceValues, channels));

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int step = Math.Max(1, PieceValues / Scores.Channels);
        double loss = 0;
        for (int first = 0; first < Pixels.Width; first += step)
            loss += Piece(row, first, Math.Min(step, Pixels.Width - first), Scratch[worker]);
        Losses[row] = loss;
    }

    private readonly double Piece(int row, int first, int pixels, float* turned)
    {
        int channels = Scores.Channels, values = pixels * channels, padded = Lanes.Padded(values);
        float* weights = turned + padded;
        Gather(row, first, pixels, turned, weights);
        Lanes.Clear(turned + values, padded - values);
        Lanes.Clear(weights + values, padded - values);

        var factor = new Vector<float>(Factor);
        Vector<double> sums = Vector<double>.Zero;
        for (int i = 0; i < padded; i += Lanes.Width)
        {
            Vector<float> s = Vector.Load(turned + i), weight = Vector.Load(weights + i);
            Vector<float> decay = SigmoidCrossEntropy.Decay<Vector<float>, VectorArithmetic>(s);
            Vector<float> loss = Vector.Abs(weight) * SigmoidCrossEntropy.Loss<Vector<float>, VectorArithmetic>(s, decay);
            sums += Vector.WidenLower(loss) + Vector.WidenUpper(loss);
            Vector.Store(factor * weight * SigmoidCrossEntropy.Derivative<Vector<float>, VectorArithmetic>(s, decay), turned + i);
        }

        float* gradient = Gradient.Row(row) + (long)first * Gradient.PixelStride;
        for (int w = 0; w < pixels; w++, gradient += Gradient.PixelStride)
            new ReadOnlySpan<float>(turned + w * channels, channels).CopyTo(new Span<float>(gradient, channels));
        return Vector.Sum(sums);
    }

    /// <summary>The scores, turned where the channel is to say yes, and what their losses and gradients are multiplied by: negative there, 0 where the pixel does not count.</summary>
    private readonly void Gather(int row, int first, int pixels, float* turned, float* weights)
    {
        int channels = Scores.Channels;
        float* scores = Scores.Row(row) + (long)first * Scores.PixelStride;
        long pixel = (long)row * Pixels.Width + first;
        for (int w = 0; w < pixels; w++, pixel++, scores += Scores.PixelStride, turned += channels, weights += channels)
        {
            if (!Pixels.Counts(pixel))
            {
                // Whatever its scores are, even no numbers.
                Lanes.Clear(turned, channels);
                Lanes.Clear(weights, channels);
                continue;
            }

            new ReadOnlySpan<float>(scores, channels).CopyTo(new Span<float>(turned, channels));
            new Span<float>(weights, channels).Fill(1);
            // A single channel says yes to the label 1, the second class.
            int positive = Pixels.Labels[pixel] - (Pixels.Classes - channels);
            if (positive < 0) continue;
            turned[positive] = -turned[positive];
            weights[positive] = -PositiveWeight;
        }
    }
}
