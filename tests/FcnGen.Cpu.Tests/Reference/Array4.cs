using System;

namespace FcnGen.Cpu.Tests;

/// <summary>A double-precision array of four axes, batch × channels × rows × columns (or outputs × inputs × rows × columns).</summary>
internal sealed class Array4(int n, int c, int h, int w)
{
    public int N { get; } = n;

    public int C { get; } = c;

    public int H { get; } = h;

    public int W { get; } = w;

    public double[] Values { get; } = new double[n * c * h * w];

    public double this[int n, int c, int h, int w]
    {
        get => Values[((n * C + c) * H + h) * W + w];
        set => Values[((n * C + c) * H + h) * W + w] = value;
    }

    /// <summary>Values of float precision, so that the kernels start from the same numbers; a tenth of them are zero.</summary>
    public static Array4 Random(Random random, int n, int c, int h, int w)
    {
        var array = new Array4(n, c, h, w);
        for (int i = 0; i < array.Values.Length; i++) array.Values[i] = random.Next(10) == 0 ? 0 : (float)(random.NextDouble() * 2 - 1);
        return array;
    }

    public Array4 Map(Func<double, double> f)
    {
        var array = new Array4(N, C, H, W);
        for (int i = 0; i < Values.Length; i++) array.Values[i] = f(Values[i]);
        return array;
    }

    public Array4 Zip(Array4 other, Func<double, double, double> f)
    {
        var array = new Array4(N, C, H, W);
        for (int i = 0; i < Values.Length; i++) array.Values[i] = f(Values[i], other.Values[i]);
        return array;
    }

    public Array4 Abs() => Map(Math.Abs);

    public float[] ToFloats() => Array.ConvertAll(Values, value => (float)value);

    public static Array4 Of(ReadOnlySpan<float> values, int n, int c, int h, int w)
    {
        var array = new Array4(n, c, h, w);
        for (int i = 0; i < values.Length; i++) array.Values[i] = values[i];
        return array;
    }

    /// <summary>Σ a·b.</summary>
    public double Dot(Array4 other)
    {
        double sum = 0;
        for (int i = 0; i < Values.Length; i++) sum += Values[i] * other.Values[i];
        return sum;
    }
}
