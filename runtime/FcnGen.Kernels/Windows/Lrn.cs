using FcnGen.CompilerServices;
using ILGPU;
using ILGPU.Algorithms;

namespace FcnGen.Kernels;

/// <summary>Local response normalisation across channels.</summary>
internal static class Lrn
{
    /// <summary>Group: 256 threads, one value each; grid: values of a row (cells times <paramref name="channels"/>), rows, pictures.</summary>
    public static void Run<TShape>(
        ArrayView<float> x, ArrayView<float> y, int items, int channels, int xPixel, int xRow, int xImage, int yPixel, int yRow, int yImage)
        where TShape : struct, ILrnShape
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / channels;
            int channel = item - column * channels;
            int cell = Grid.IdxZ * xImage + Grid.IdxY * xRow + column * xPixel;
            float scale = Scale<TShape>(x, cell, channel, channels);
            y[Grid.IdxZ * yImage + Grid.IdxY * yRow + column * yPixel + channel] = x[cell + channel] * Power<TShape>(scale);
        }
    }

    /// <summary>The first channel of the window around a channel.</summary>
    internal static int First<TShape>(int channel) where TShape : struct, ILrnShape =>
        channel > ((TShape.LocalSize - 1) >> 1) ? channel - ((TShape.LocalSize - 1) >> 1) : 0;

    /// <summary>One past its last.</summary>
    internal static int End<TShape>(int channel, int channels) where TShape : struct, ILrnShape
    {
        int end = channel - ((TShape.LocalSize - 1) >> 1) + TShape.LocalSize;
        return end < channels ? end : channels;
    }

    /// <summary>k + α/n · Σ x² over the window around a channel.</summary>
    internal static float Scale<TShape>(ArrayView<float> x, int cell, int channel, int channels) where TShape : struct, ILrnShape
    {
        float sum = 0;
        int end = End<TShape>(channel, channels);
        for (int c = First<TShape>(channel); c < end; c++)
        {
            float value = x[cell + c];
            sum += value * value;
        }

        return TShape.K + TShape.Alpha / TShape.LocalSize * sum;
    }

    /// <summary>scale ^ −β; the usual β = ¾ by square roots.</summary>
    internal static float Power<TShape>(float scale) where TShape : struct, ILrnShape
    {
        if (TShape.Beta == 0.75f)
        {
            float root = XMath.Sqrt(scale);
            return 1 / (root * XMath.Sqrt(root));
        }

        return XMath.Exp(-TShape.Beta * XMath.Log(scale));
    }
}
