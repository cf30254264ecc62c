using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>What a transposed convolution does, in plain loops: each input cell adds its kernel, scaled, to the output. Weights are inputs × outputs/groups.</summary>
internal sealed record DeconvReference(
    int Inputs, int Outputs, int KernelH, int KernelW, int StrideH, int StrideW, int PadH, int PadW, int DilationH, int DilationW, int Groups)
{
    public static DeconvReference Square(int inputs, int outputs, int kernel, int stride, int pad, int dilation, int groups) =>
        new(inputs, outputs, kernel, kernel, stride, stride, pad, pad, dilation, dilation, groups);

    /// <summary>The constants of a shape.</summary>
    public static DeconvReference Of<TShape>() where TShape : struct, IConvShape => new(
        TShape.InputChannels, TShape.OutputChannels, TShape.Kernel.Height, TShape.Kernel.Width, TShape.Stride.Height, TShape.Stride.Width,
        TShape.Pad.Height, TShape.Pad.Width, TShape.Dilation.Height, TShape.Dilation.Width, TShape.Groups);

    /// <summary>The natural height for so many rows.</summary>
    public int HeightOf(int size) => (size - 1) * StrideH + DilationH * (KernelH - 1) + 1 - 2 * PadH;

    /// <summary>The natural width for so many columns.</summary>
    public int WidthOf(int size) => (size - 1) * StrideW + DilationW * (KernelW - 1) + 1 - 2 * PadW;

    public Array4 Forward(Array4 x, Array4 weight, double[]? bias, int height, int width)
    {
        var y = new Array4(x.N, Outputs, height, width);
        for (int n = 0; n < y.N; n++)
        for (int o = 0; o < y.C; o++)
        for (int h = 0; h < y.H; h++)
        for (int w = 0; w < y.W; w++)
            y[n, o, h, w] = bias is null ? 0 : bias[o];

        for (int n = 0; n < x.N; n++)
        for (int i = 0; i < x.C; i++)
        for (int h = 0; h < x.H; h++)
        for (int w = 0; w < x.W; w++)
        for (int o = 0; o < Outputs / Groups; o++)
        for (int a = 0; a < KernelH; a++)
        for (int b = 0; b < KernelW; b++)
        {
            int row = h * StrideH - PadH + a * DilationH;
            int column = w * StrideW - PadW + b * DilationW;
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            y[n, i / (Inputs / Groups) * (Outputs / Groups) + o, row, column] += x[n, i, h, w] * weight[i, o, a, b];
        }

        return y;
    }

    public Array4 BackwardData(Array4 dy, Array4 weight, int height, int width)
    {
        var dx = new Array4(dy.N, Inputs, height, width);
        for (int n = 0; n < dx.N; n++)
        for (int i = 0; i < dx.C; i++)
        for (int h = 0; h < dx.H; h++)
        for (int w = 0; w < dx.W; w++)
        for (int o = 0; o < Outputs / Groups; o++)
        for (int a = 0; a < KernelH; a++)
        for (int b = 0; b < KernelW; b++)
        {
            int row = h * StrideH - PadH + a * DilationH;
            int column = w * StrideW - PadW + b * DilationW;
            if (row < 0 || row >= dy.H || column < 0 || column >= dy.W) continue;
            dx[n, i, h, w] += dy[n, i / (Inputs / Groups) * (Outputs / Groups) + o, row, column] * weight[i, o, a, b];
        }

        return dx;
    }

    public Array4 BackwardWeights(Array4 x, Array4 dy)
    {
        var gradient = new Array4(Inputs, Outputs / Groups, KernelH, KernelW);
        for (int n = 0; n < x.N; n++)
        for (int i = 0; i < x.C; i++)
        for (int h = 0; h < x.H; h++)
        for (int w = 0; w < x.W; w++)
        for (int o = 0; o < Outputs / Groups; o++)
        for (int a = 0; a < KernelH; a++)
        for (int b = 0; b < KernelW; b++)
        {
            int row = h * StrideH - PadH + a * DilationH;
            int column = w * StrideW - PadW + b * DilationW;
            if (row < 0 || row >= dy.H || column < 0 || column >= dy.W) continue;
            gradient[i, o, a, b] += x[n, i, h, w] * dy[n, i / (Inputs / Groups) * (Outputs / Groups) + o, row, column];
        }

        return gradient;
    }
}
