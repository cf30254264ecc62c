using System;

namespace FcnGen.Cpu.Tests;

/// <summary>Local response normalisation across channels, x · (k + α/n · Σ x²)^−β, in plain loops.</summary>
internal sealed record LrnReference(int Size, double Alpha, double Beta, double K)
{
    public Array4 Forward(Array4 x)
    {
        var y = new Array4(x.N, x.C, x.H, x.W);
        for (int n = 0; n < x.N; n++)
        for (int c = 0; c < x.C; c++)
        for (int h = 0; h < x.H; h++)
        for (int w = 0; w < x.W; w++)
            y[n, c, h, w] = x[n, c, h, w] * Math.Pow(Scale(x, n, c, h, w), -Beta);
        return y;
    }

    /// <summary>By the product rule: each x_c moves its own y and the scale of every neighbour.</summary>
    public Array4 Backward(Array4 x, Array4 dy)
    {
        var dx = new Array4(x.N, x.C, x.H, x.W);
        for (int n = 0; n < x.N; n++)
        for (int c = 0; c < x.C; c++)
        for (int h = 0; h < x.H; h++)
        for (int w = 0; w < x.W; w++)
        {
            double scale = Scale(x, n, c, h, w);
            dx[n, c, h, w] += dy[n, c, h, w] * Math.Pow(scale, -Beta);
            for (int i = Math.Max(0, c - Size / 2); i <= Math.Min(x.C - 1, c + Size / 2); i++)
            {
                double byScale = -Beta * x[n, c, h, w] * Math.Pow(scale, -Beta - 1);
                dx[n, i, h, w] += dy[n, c, h, w] * byScale * (Alpha / Size) * 2 * x[n, i, h, w];
            }
        }

        return dx;
    }

    private double Scale(Array4 x, int n, int c, int h, int w)
    {
        double sum = 0;
        for (int i = Math.Max(0, c - Size / 2); i <= Math.Min(x.C - 1, c + Size / 2); i++) sum += x[n, i, h, w] * x[n, i, h, w];
        return K + Alpha / Size * sum;
    }
}
