using System;

namespace FcnGen.Cpu.Tests;

/// <summary>Fixed bilinear enlargement as the transposed convolution that it stands for: a full kernel per channel.</summary>
internal static class BilinearReference
{
    /// <summary>Caffe's bilinear filler: (1 − |x/f − c|)(1 − |y/f − c|), f = ⌈k/2⌉, c = (2f − 1 − f mod 2)/(2f), one kernel per channel pair (i, i).</summary>
    public static Array4 Kernel(int channels, int kernel) => Kernel(channels, kernel, kernel);

    /// <summary>The same of so many rows and columns.</summary>
    public static Array4 Kernel(int channels, int height, int width)
    {
        var weight = new Array4(channels, 1, height, width);
        for (int i = 0; i < channels; i++)
        for (int a = 0; a < height; a++)
        for (int b = 0; b < width; b++)
            weight[i, 0, a, b] = Weight(a, height) * Weight(b, width);
        return weight;
    }

    private static double Weight(int tap, int kernel)
    {
        double f = Math.Ceiling(kernel / 2.0);
        double centre = kernel % 2 == 1 ? (f - 1) / f : (kernel - 1) / (2.0 * f);
        return 1 - Math.Abs(tap / f - centre);
    }

    /// <summary>The enlargement as a transposed convolution with one group per channel.</summary>
    public static DeconvReference Deconv(int channels, int kernel, int stride, int pad) =>
        DeconvReference.Square(channels, channels, kernel, stride, pad, 1, channels);
}
