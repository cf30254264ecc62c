using System;

namespace FcnGen.GpuKit;

/// <summary>Values that exercise a network: nothing is zero, and signals keep their size through the layers.</summary>
internal static class RandomValues
{
    /// <summary>Gives every learned parameter of a network random values.</summary>
    public static void Fill(Network network, int seed)
    {
        int stream = 0;
        foreach (Parameter parameter in network.ParameterSet.All)
        {
            ParameterInfo info = parameter.Info;
            var values = new float[info.Count];
            double deviation = info.Layout == ParameterLayout.Vector ? 0.1 : Math.Sqrt(2.0 / (info.Shape[1] * info.Shape[2] * info.Shape[3]));
            Normal(values, seed * 1000 + stream++, deviation);
            parameter.Write(values);
        }
    }

    /// <summary>Normal values by the polar form of Box and Muller.</summary>
    public static void Normal(Span<float> values, int seed, double deviation)
    {
        var random = new Random(seed);
        for (int i = 0; i < values.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * deviation, angle = 2 * Math.PI * random.NextDouble();
            values[i] = (float)(radius * Math.Cos(angle));
            if (i + 1 < values.Length) values[i + 1] = (float)(radius * Math.Sin(angle));
        }
    }

    /// <summary>Classes, with a pixel to ignore now and then.</summary>
    public static byte[] Labels(int count, int classes, int seed)
    {
        var random = new Random(seed);
        var labels = new byte[count];
        foreach (ref byte label in labels.AsSpan()) label = random.Next(16) == 0 ? (byte)255 : (byte)random.Next(classes);
        return labels;
    }
}
