using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Value-by-value operations, dropout and the parameter update against their definitions.</summary>
public sealed class PointwiseTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(21, true)]
    [InlineData(64, false)]
    public void Sums_scales_masks_and_clears(int channels, bool strided)
    {
        using var bench = new Bench(2);
        var random = new Random(channels);
        Array4 x = Array4.Random(random, 2, channels, 17, 23);
        Array4 dy = Array4.Random(random, 2, channels, 17, 23);
        Array4 before = Array4.Random(random, 2, channels, 17, 23);
        Blob xBlob = bench.Place(x, strided);
        Blob dyBlob = bench.Place(dy, !strided);
        Blob to = bench.Place(before, strided);
        int untouched = bench.Untouched();

        bench.Kernels.AddScaled(0.25f, xBlob, to, true);
        Close.Check(before.Zip(x, (b, v) => b + 0.25 * v), bench.Read(to), 1e-6, "add");
        bench.Kernels.AddScaled(-3, xBlob, to, false);
        Close.Check(x.Map(v => -3 * v), bench.Read(to), 1e-6, "scale");
        bench.Kernels.Activate<Relu>(xBlob, to);
        Close.Check(x.Map(v => Math.Max(v, 0)), bench.Read(to), 0, "relu");
        bench.Kernels.PointwiseBackward<TwiceWherePositive>(0.5f, dyBlob, xBlob, to, true);
        Array4 relu = x.Map(v => Math.Max(v, 0));
        Close.Check(relu.Zip(dy, (r, g) => r + 0.5 * g).Zip(x, (g, v) => v > 0 ? 2 * g : 0), bench.Read(to), 1e-6, "masked");
        bench.Kernels.PointwiseBackward<PassThrough>(4, dyBlob, xBlob, to, false);
        Close.Check(dy.Map(g => 4 * g), bench.Read(to), 1e-6, "scaled copy");
        bench.Kernels.Activate<Relu>(xBlob, xBlob);
        Close.Check(relu, bench.Read(xBlob), 0, "relu in place");
        bench.Kernels.Clear(to);
        Close.Check(new Array4(2, channels, 17, 23), bench.Read(to), 0, "clear");
        Assert.Equal(untouched, bench.Untouched());
    }

    [Theory]
    [InlineData(0.5f, 5, false)]
    [InlineData(0.1f, 21, true)]
    [InlineData(0f, 3, false)]
    public void Dropout_follows_the_counter(float ratio, int channels, bool strided)
    {
        using var bench = new Bench(2);
        var random = new Random(channels);
        Array4 x = Array4.Random(random, 2, channels, 19, 31).Map(v => v == 0 ? 1 : v);
        Array4 before = Array4.Random(random, 2, channels, 19, 31);
        Blob xBlob = bench.Place(x, strided);
        Blob y = bench.Place(before, strided);
        const uint Key = 0xDEADBEEF;
        KeyCell key = bench.Key(Key);
        var mask = new Array4(2, channels, 19, 31);
        uint counter = 0;
        int kept = 0;
        for (int n = 0; n < 2; n++)
        for (int h = 0; h < 19; h++)
        for (int w = 0; w < 31; w++)
        for (int c = 0; c < channels; c++)
        {
            bool keep = CounterRandom.Bits(Key, counter++) >= ratio * 4294967296.0;
            mask[n, c, h, w] = keep ? 1 / (1 - (double)ratio) : 0;
            kept += keep ? 1 : 0;
        }

        Assert.InRange(kept / (double)x.Values.Length, 1 - ratio - 0.03, 1 - ratio + 0.03);
        bench.Kernels.DropoutBackward(ratio, key, xBlob, y, true);
        Close.Check(x.Zip(mask, (v, m) => v * m).Zip(before, (v, b) => v + b), bench.Read(y), 1e-6, "gradient");
        bench.Kernels.Dropout(ratio, key, xBlob, y);
        Close.Check(x.Zip(mask, (v, m) => v * m), bench.Read(y), 1e-6, "forward");
        bench.Kernels.Dropout(ratio, key, xBlob, xBlob);
        Close.Check(x.Zip(mask, (v, m) => v * m), bench.Read(xBlob), 1e-6, "in place");
    }

    [Fact]
    public void Update_is_momentum_descent()
    {
        using var bench = new Bench(2);
        var random = new Random(3);
        Array4 start = Array4.Random(random, 33, 5, 3, 3);
        Array4 gradient = Array4.Random(random, 33, 5, 3, 3);
        using Parameter parameter = bench.Parameter(start, ParameterLayout.Conv);
        parameter.Gradient.Write(gradient.ToFloats());
        using ParameterBuffer velocity = bench.Device.CreateParameterBuffer(parameter.Info);
        var values = (double[])start.Values.Clone();
        var v = new double[values.Length];
        for (int step = 0; step < 3; step++)
        {
            bench.Device.Update<Momentum>(parameter, velocity, null, new UpdateFactors(0.1f, 0.01f, 0.5f, 0.9f));
            for (int i = 0; i < values.Length; i++)
            {
                v[i] = 0.9 * v[i] + 0.1 * (0.5 * gradient.Values[i] + 0.01 * values[i]);
                values[i] -= v[i];
            }
        }

        var read = new float[values.Length];
        parameter.Values.Read(read);
        for (int i = 0; i < values.Length; i++) Assert.Equal(values[i], read[i], 1e-5);
    }

    [Fact]
    public void Pictures_come_back_as_they_went()
    {
        using var bench = new Bench(2);
        Array4 x = Array4.Random(new Random(1), 2, 3, 37, 53);
        Assert.Equal(x.Values, bench.Read(bench.Place(x, true)).Values);
        Assert.Equal(x.Values, bench.Read(bench.Place(x, false)).Values);
    }
}
