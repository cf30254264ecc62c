using System;

namespace FcnGen.Cpu.Tests;

/// <summary>Softmax and negative log-likelihood per pixel, in plain loops.</summary>
internal sealed record LossReference(int IgnoreLabel, bool Valid, double[] ClassWeights, double Weight, Func<long, bool> Drawn)
{
    public (double Loss, double Pixels, Array4 Gradient) Evaluate(Array4 scores, byte[] labels)
    {
        var gradient = new Array4(scores.N, scores.C, scores.H, scores.W);
        double loss = 0;
        int counted = 0;
        for (int n = 0; n < scores.N; n++)
        for (int h = 0; h < scores.H; h++)
        for (int w = 0; w < scores.W; w++)
        {
            int pixel = (n * scores.H + h) * scores.W + w;
            int label = labels[pixel];
            if (label == IgnoreLabel || !Drawn(pixel)) continue;
            counted++;
            double factor = ClassWeights.Length == 0 ? 1 : ClassWeights[label];
            double largest = double.NegativeInfinity;
            for (int c = 0; c < scores.C; c++) largest = Math.Max(largest, scores[n, c, h, w]);
            double sum = 0;
            for (int c = 0; c < scores.C; c++) sum += Math.Exp(scores[n, c, h, w] - largest);
            for (int c = 0; c < scores.C; c++)
                gradient[n, c, h, w] = factor * (Math.Exp(scores[n, c, h, w] - largest) / sum - (c == label ? 1 : 0));
            loss -= factor * Math.Log(Math.Max(Math.Exp(scores[n, label, h, w] - largest) / sum, Math.Pow(2, -126)));
        }

        double divisor = Valid ? Math.Max(1, counted) : scores.N;
        return (Weight * loss / divisor, counted, gradient.Map(value => Weight * value / divisor));
    }
}
