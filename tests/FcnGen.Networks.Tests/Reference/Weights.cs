using System;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Double-precision parameters in the order of weight files, with their gradient.</summary>
internal sealed class Weights(string name, double[] values)
{
    public string Name { get; } = name;

    public double[] Values { get; } = values;

    public double[] Gradients { get; } = new double[values.Length];

    /// <summary>The published bilinear kernel on the diagonal of full C×C kernels (reference surgery script's formula).</summary>
    public static Weights Bilinear(string name, int channels, int kernel)
    {
        var values = new double[channels * channels * kernel * kernel];
        int factor = (kernel + 1) / 2;
        double centre = kernel % 2 == 1 ? factor - 1 : factor - 0.5;
        for (int c = 0; c < channels; c++)
            for (int y = 0; y < kernel; y++)
                for (int x = 0; x < kernel; x++)
                    values[((c * channels + c) * kernel + y) * kernel + x] = (1 - Math.Abs(y - centre) / factor) * (1 - Math.Abs(x - centre) / factor);
        return new Weights(name, values);
    }
}
