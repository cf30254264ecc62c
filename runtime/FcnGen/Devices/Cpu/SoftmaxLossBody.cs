using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FcnGen;

/// <summary>What both passes of the loss know.</summary>
internal unsafe struct LossPixels
{
    public byte* Labels;
    public int Width;
    public int Classes;
    public int IgnoreLabel;
    public bool Samples;
    public uint Key;
    public uint Threshold;

    /// <summary>True if a pixel counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Counts(long pixel) =>
        Labels[pixel] != IgnoreLabel && (!Samples || CounterRandom.Bits(Key, (uint)pixel) < Threshold);
}

/// <summary>Counts the pixels of a row and looks for labels that are no class.</summary>
internal unsafe struct LabelCountBody : IRowBody
{
    public LossPixels Pixels;

    /// <summary>Per row: how many pixels count, or −1 − the column of the first wrong label.</summary>
    public int* Counts;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        long pixel = (long)row * Pixels.Width;
        int count = 0;
        for (int w = 0; w < Pixels.Width; w++, pixel++)
        {
            int label = Pixels.Labels[pixel];
            if (label >= Pixels.Classes && label != Pixels.IgnoreLabel)
            {
                Counts[row] = -1 - w;
                return;
            }

            if (Pixels.Counts(pixel)) count++;
        }

        Counts[row] = count;
    }
}

/// <summary>Loss of a row, and the gradient of its scores.</summary>
internal unsafe struct SoftmaxLossBody : IRowBody
{
    /// <summary>
    /// −log of the smallest normal float32, 2^-126: Caffe's guard against log 0 (FLT_MIN). The gradient knows no such bound.
    /// </summary>
    private static readonly double LargestLoss = 126 * Math.Log(2);

    public LossPixels Pixels;
    public View Scores;
    public View Gradient;

    /// <summary>One factor per class, or null.</summary>
    public float* ClassWeights;

    /// <summary>Weight of the loss over its normaliser.</summary>
    public float Factor;

    /// <summary>Per row: the sum of the pixels' losses.</summary>
    public double* Losses;

    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* line = Scratch[worker];
        float* scores = Scores.Row(row);
        float* gradient = Gradient.Row(row);
        long pixel = (long)row * Pixels.Width;
        double loss = 0;
        for (int w = 0; w < Pixels.Width; w++, pixel++, scores += Scores.PixelStride, gradient += Gradient.PixelStride)
        {
            if (Pixels.Counts(pixel)) loss += Pixel(scores, gradient, Pixels.Labels[pixel], line);
            else Lanes.Clear(gradient, Pixels.Classes);
        }

        Losses[row] = loss;
    }

    private readonly double Pixel(float* scores, float* gradient, int label, float* line)
    {
        int classes = Pixels.Classes;
        int padded = (classes + Lanes.Width - 1) / Lanes.Width * Lanes.Width;
        new ReadOnlySpan<float>(scores, classes).CopyTo(new Span<float>(line, classes));
        for (int c = classes; c < padded; c++) line[c] = float.NegativeInfinity;

        Vector<float> largest = Vector.Load(line);
        for (int c = Lanes.Width; c < padded; c += Lanes.Width) largest = Vector.Max(largest, Vector.Load(line + c));
        float max = largest[0];
        for (int i = 1; i < Lanes.Width; i++) max = MathF.Max(max, largest[i]);

        double margin = (double)line[label] - max;
        Vector<float> sums = Vector<float>.Zero;
        for (int c = 0; c < padded; c += Lanes.Width)
        {
            Vector<float> e = Vector.Exp(Vector.Load(line + c) - new Vector<float>(max));
            sums += e;
            Vector.Store(e, line + c);
        }

        float sum = Vector.Sum(sums);
        float weight = ClassWeights is null ? 1 : ClassWeights[label];
        float factor = Factor * weight;
        float scale = factor / sum;
        int k = 0;
        for (; k <= classes - Lanes.Width; k += Lanes.Width) Vector.Store(Vector.Load(line + k) * scale, gradient + k);
        for (; k < classes; k++) gradient[k] = line[k] * scale;
        // 1 − p as the sum of the other terms: no digits are lost where p is close to 1.
        float others = 0;
        for (int c = 0; c < classes; c++) others += c == label ? 0 : line[c];
        gradient[label] = -others * scale;
        return weight * Math.Min(Math.Log(sum) - margin, LargestLoss);
    }
}
