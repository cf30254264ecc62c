using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Double-precision parameters in the order of weight files, with their gradient.</summary>
internal sealed class Weights(string name, double[] values)
{
    public string Name { get; } = name;

    public double[] Values { get; } = values;

    public double[] Gradients { get; } = new double[values.Length];

    /// <summary>The values as kernels.</summary>
    public Array4 As(int n, int c, int h, int w)
    {
        var array = new Array4(n, c, h, w);
        Values.CopyTo(array.Values, 0);
        return array;
    }

    /// <summary>Adds to the gradient.</summary>
    public void Add(Array4 gradient)
    {
        for (int at = 0; at < Gradients.Length; at++) Gradients[at] += gradient.Values[at];
    }
}
