using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>What a convolution does, in plain loops. Rows and columns may differ, as in Caffe's own examples.</summary>
internal sealed record ConvReference(
    int Inputs, int Outputs, int KernelH, int KernelW, int StrideH, int StrideW, int PadH, int PadW, int DilationH, int DilationW, int Groups)
{
    public static ConvReference Square(int inputs, int outputs, int kernel, int stride, int pad, int dilation, int groups) =>
        new(inputs, outputs, kernel, kernel, stride, stride, pad, pad, dilation, dilation, groups);

    /// <summary>The constants of a shape.</summary>
    public static ConvReference Of<TShape>() where TShape : struct, IConvShape => new(
        TShape.InputChannels, TShape.OutputChannels, TShape.Kernel.Height, TShape.Kernel.Width, TShape.Stride.Height, TShape.Stride.Width,
        TShape.Pad.Height, TShape.Pad.Width, TShape.Dilation.Height, TShape.Dilation.Width, TShape.Groups);

    /// <summary>The natural height for so many rows, padded at the bottom as at the top.</summary>
    public int HeightOf(int size) => Size(size, KernelH, StrideH, PadH, DilationH);

    /// <summary>The natural width for so many columns, padded at the right as at the left.</summary>
    public int WidthOf(int size) => Size(size, KernelW, StrideW, PadW, DilationW);

    private static int Size(int size, int kernel, int stride, int pad, int dilation) =>
        (int)Math.Floor((size + 2 * pad - (dilation * (kernel - 1) + 1)) / (double)stride) + 1;

    /// <summary>y = x ⋆ w + b, of height × width cells.</summary>
    public Array4 Forward(Array4 x, Array4 weight, double[]? bias, int height, int width)
    {
        var y = new Array4(x.N, Outputs, height, width);
        for (int n = 0; n < y.N; n++)
        for (int o = 0; o < y.C; o++)
        for (int h = 0; h < y.H; h++)
        for (int w = 0; w < y.W; w++)
        {
            double sum = bias is null ? 0 : bias[o];
            int group = o / (Outputs / Groups);
            for (int i = 0; i < Inputs / Groups; i++)
            for (int a = 0; a < KernelH; a++)
            for (int b = 0; b < KernelW; b++)
            {
                int row = h * StrideH - PadH + a * DilationH;
                int column = w * StrideW - PadW + b * DilationW;
                if (row < 0 || row >= x.H || column < 0 || column >= x.W) continue;
                sum += x[n, group * (Inputs / Groups) + i, row, column] * weight[o, i, a, b];
            }

            y[n, o, h, w] = sum;
        }

        return y;
    }

    /// <summary>The gradient by x, of height × width cells: every product of the forward pass seen from the other side.</summary>
    public Array4 BackwardData(Array4 dy, Array4 weight, int height, int width)
    {
        var dx = new Array4(dy.N, Inputs, height, width);
        for (int n = 0; n < dy.N; n++)
        for (int o = 0; o < dy.C; o++)
        for (int h = 0; h < dy.H; h++)
        for (int w = 0; w < dy.W; w++)
        {
            int group = o / (Outputs / Groups);
            for (int i = 0; i < Inputs / Groups; i++)
            for (int a = 0; a < KernelH; a++)
            for (int b = 0; b < KernelW; b++)
            {
                int row = h * StrideH - PadH + a * DilationH;
                int column = w * StrideW - PadW + b * DilationW;
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                dx[n, group * (Inputs / Groups) + i, row, column] += dy[n, o, h, w] * weight[o, i, a, b];
            }
        }

        return dx;
    }

    /// <summary>The gradient by the weights.</summary>
    public Array4 BackwardWeights(Array4 x, Array4 dy)
    {
        var gradient = new Array4(Outputs, Inputs / Groups, KernelH, KernelW);
        for (int n = 0; n < dy.N; n++)
        for (int o = 0; o < dy.C; o++)
        for (int h = 0; h < dy.H; h++)
        for (int w = 0; w < dy.W; w++)
        {
            int group = o / (Outputs / Groups);
            for (int i = 0; i < Inputs / Groups; i++)
            for (int a = 0; a < KernelH; a++)
            for (int b = 0; b < KernelW; b++)
            {
                int row = h * StrideH - PadH + a * DilationH;
                int column = w * StrideW - PadW + b * DilationW;
                if (row < 0 || row >= x.H || column < 0 || column >= x.W) continue;
                gradient[o, i, a, b] += dy[n, o, h, w] * x[n, group * (Inputs / Groups) + i, row, column];
            }
        }

        return gradient;
    }

    /// <summary>The gradient by the bias.</summary>
    public static Array4 BackwardBias(Array4 dy)
    {
        var gradient = new Array4(1, dy.C, 1, 1);
        for (int n = 0; n < dy.N; n++)
        for (int o = 0; o < dy.C; o++)
        for (int h = 0; h < dy.H; h++)
        for (int w = 0; w < dy.W; w++)
            gradient[0, o, 0, 0] += dy[n, o, h, w];
        return gradient;
    }
}
