using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Pooling in plain loops, after Caffe's documentation: windows are clipped; a mean counts padding but not what lies beyond it.</summary>
internal sealed record PoolReference(int KernelH, int KernelW, int StrideH, int StrideW, int PadH, int PadW, int PadEndH, int PadEndW)
{
    public static PoolReference Square(int kernel, int stride, int pad) => new(kernel, kernel, stride, stride, pad, pad, pad, pad);

    /// <summary>The constants of a shape.</summary>
    public static PoolReference Of<TShape>() where TShape : struct, IPoolShape => new(
        TShape.Kernel.Height, TShape.Kernel.Width, TShape.Stride.Height, TShape.Stride.Width,
        TShape.Pad.Height, TShape.Pad.Width, TShape.PadEnd.Height, TShape.PadEnd.Width);

    /// <summary>The height for so many rows, rounded up.</summary>
    public int HeightOf(int size) => Size(size, KernelH, StrideH, PadH, PadEndH);

    /// <summary>The width for so many columns, rounded up.</summary>
    public int WidthOf(int size) => Size(size, KernelW, StrideW, PadW, PadEndW);

    /// <summary>The output size that rounds up; the last window starts inside the picture or its leading padding.</summary>
    public static int Size(int size, int kernel, int stride, int pad) => Size(size, kernel, stride, pad, pad);

    private static int Size(int size, int kernel, int stride, int pad, int padEnd)
    {
        int output = (int)Math.Ceiling((size + pad + padEnd - kernel) / (double)stride) + 1;
        return (pad > 0 || padEnd > 0) && (output - 1) * stride >= size + pad ? output - 1 : output;
    }

    /// <summary>The maxima, and the winning tap of each window.</summary>
    public (Array4 Y, byte[] Winners) Max(Array4 x, int height, int width)
    {
        var y = new Array4(x.N, x.C, height, width);
        var winners = new byte[x.N * height * width * x.C];
        for (int n = 0; n < y.N; n++)
        for (int h = 0; h < y.H; h++)
        for (int w = 0; w < y.W; w++)
        for (int c = 0; c < y.C; c++)
        {
            double best = double.NegativeInfinity;
            for (int a = 0; a < KernelH; a++)
            for (int b = 0; b < KernelW; b++)
            {
                int row = h * StrideH - PadH + a;
                int column = w * StrideW - PadW + b;
                if (row < 0 || row >= x.H || column < 0 || column >= x.W || x[n, c, row, column] <= best) continue;
                best = x[n, c, row, column];
                winners[((n * height + h) * width + w) * x.C + c] = (byte)(a * KernelW + b);
            }

            y[n, c, h, w] = best;
        }

        return (y, winners);
    }

    public Array4 MaxBackward(Array4 dy, byte[] winners, int height, int width)
    {
        var dx = new Array4(dy.N, dy.C, height, width);
        for (int n = 0; n < dy.N; n++)
        for (int h = 0; h < dy.H; h++)
        for (int w = 0; w < dy.W; w++)
        for (int c = 0; c < dy.C; c++)
        {
            int tap = winners[((n * dy.H + h) * dy.W + w) * dy.C + c];
            dx[n, c, h * StrideH - PadH + tap / KernelW, w * StrideW - PadW + tap % KernelW] += dy[n, c, h, w];
        }

        return dx;
    }

    public Array4 Mean(Array4 x, int height, int width)
    {
        var y = new Array4(x.N, x.C, height, width);
        VisitMean(y, x.H, x.W, (n, c, h, w, row, column, share) => y[n, c, h, w] += share * x[n, c, row, column]);
        return y;
    }

    public Array4 MeanBackward(Array4 dy, int height, int width)
    {
        var dx = new Array4(dy.N, dy.C, height, width);
        VisitMean(dy, height, width, (n, c, h, w, row, column, share) => dx[n, c, row, column] += share * dy[n, c, h, w]);
        return dx;
    }

    private void VisitMean(Array4 y, int height, int width, Action<int, int, int, int, int, int, double> visit)
    {
        for (int n = 0; n < y.N; n++)
        for (int c = 0; c < y.C; c++)
        for (int h = 0; h < y.H; h++)
        for (int w = 0; w < y.W; w++)
        {
            int counted = 0;
            for (int a = 0; a < KernelH; a++)
            for (int b = 0; b < KernelW; b++)
                if (h * StrideH - PadH + a < height + PadEndH && w * StrideW - PadW + b < width + PadEndW)
                    counted++;

            for (int a = 0; a < KernelH; a++)
            for (int b = 0; b < KernelW; b++)
            {
                int row = h * StrideH - PadH + a;
                int column = w * StrideW - PadW + b;
                if (row >= 0 && row < height && column >= 0 && column < width) visit(n, c, h, w, row, column, 1.0 / counted);
            }
        }
    }
}
