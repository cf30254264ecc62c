using System;

namespace FcnGen.Cpu.Tests;

/// <summary>The sigmoid cross-entropy of every channel against its label, in plain loops: −w·z·log p − (1 − z)·log(1 − p), p = 1 / (1 + e^−x).</summary>
internal sealed record SigmoidLossReference(int IgnoreLabel, bool Valid, double PositiveWeight, double Weight, Func<long, bool> Drawn)
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
            if (labels[pixel] == IgnoreLabel || !Drawn(pixel)) continue;
            counted++;
            for (int c = 0; c < scores.C; c++)
            {
                bool yes = scores.C == 1 ? labels[pixel] == 1 : labels[pixel] == c;
                double x = scores[n, c, h, w];
                // −log(1 / (1 + e^−x)) = log(1 + e^−x): below −700 that is −x to the last digit, and e^−x would overflow.
                loss += yes ? PositiveWeight * LogOfOneAndExp(-x) : LogOfOneAndExp(x);
                gradient[n, c, h, w] = yes ? -PositiveWeight / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));
            }
        }

        double divisor = Valid ? Math.Max(1, counted) : scores.N;
        return (Weight * loss / divisor, counted, gradient.Map(value => Weight * value / divisor));
    }

    // For very negative x, 1 + e^x is 1 in double precision, too: e^x is its logarithm then.
    private static double LogOfOneAndExp(double x) => x > 700 ? x : x < -36 ? Math.Exp(x) : Math.Log(1 + Math.Exp(x));
}
