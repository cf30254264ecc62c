using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Value-by-value operations against their definitions.</summary>
public sealed class PointwiseTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 1, Placement.Strided, Placement.Strided)]
    [InlineData(DeviceKind.OpenCl, 3, Placement.Dense, Placement.OddSlice)]
    [InlineData(DeviceKind.OpenCl, 21, Placement.OddSlice, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 64, Placement.Dense, Placement.AlignedView)]
    [InlineData(DeviceKind.OpenCl, 64, Placement.AlignedView, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 3, Placement.Dense, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 8, Placement.Dense, Placement.AlignedView)]
    [InlineData(DeviceKind.Ilgpu, 3, Placement.Dense, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 4, Placement.Dense, Placement.AlignedView)]
    public void Sums_scales_masks_and_clears(DeviceKind kind, int channels, Placement from, Placement to)
    {
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        Array4 x = Array4.Random(random, 2, channels, 7, 13);
        Array4 dy = Array4.Random(random, 2, channels, 7, 13);
        Array4 before = Array4.Random(random, 2, channels, 7, 13);
        Array4 relu = x.Map(v => Math.Max(v, 0));
        Blob xBlob = bench.Place(x, from);
        Blob dyBlob = bench.Place(dy, from);
        Blob y = bench.Place(before, to);
        bench.Only(
            () =>
            {
                bench.Kernels.AddScaled(0.25f, xBlob, y, true);
                Close.Check(before.Zip(x, (b, v) => b + 0.25 * v), bench.Read(y), 1e-6, "add");
                bench.Kernels.AddScaled(-3, xBlob, y, false);
                Close.Check(x.Map(v => -3 * v), bench.Read(y), 1e-6, "scale");
                bench.Kernels.Activate<Relu>(xBlob, y);
                Close.Check(relu, bench.Read(y), 0, "relu");
                bench.Kernels.PointwiseBackward<TwiceWherePositive>(0.5f, dyBlob, xBlob, y, true);
                Close.Check(relu.Zip(dy, (r, g) => r + 0.5 * g).Zip(x, (g, v) => v > 0 ? 2 * g : 0), bench.Read(y), 1e-6, "masked");
                bench.Kernels.PointwiseBackward<PassThrough>(4, dyBlob, xBlob, y, false);
                Close.Check(dy.Map(g => 4 * g), bench.Read(y), 1e-6, "scaled copy");
                bench.Kernels.Clear(y);
                Close.Check(new Array4(2, channels, 7, 13), bench.Read(y), 0, "clear");
            },
            y);
        bench.Only(() => bench.Kernels.Activate<Relu>(xBlob, xBlob), xBlob);
        Close.Check(relu, bench.Read(xBlob), 0, "relu in place");
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 0.5f, 5, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 0.1f, 21, Placement.Strided)]
    [InlineData(DeviceKind.OpenCl, 0.5f, 12, Placement.AlignedView)]
    [InlineData(DeviceKind.OpenCl, 0f, 4, Placement.Dense)]
    [InlineData(DeviceKind.Ptx, 0.5f, 5, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 0.5f, 4, Placement.Dense)]
    [InlineData(DeviceKind.Ilgpu, 0.5f, 5, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, 0.5f, 4, Placement.Dense)]
    public void Dropout_keeps_what_the_counter_says(DeviceKind kind, float ratio, int channels, Placement placement)
    {
        using var bench = new GpuBench(kind);
        var random = new Random(channels);
        Array4 x = Array4.Random(random, 2, channels, 11, 19).Map(v => v == 0 ? 1 : v);
        Array4 before = Array4.Random(random, 2, channels, 11, 19);
        Blob xBlob = bench.Place(x, placement);
        Blob y = bench.Place(before, placement);
        const uint Key = 0xDEADBEEF;
        KeyCell key = bench.Key(Key);
        var mask = new Array4(2, channels, 11, 19);
        uint counter = 0;
        for (int n = 0; n < 2; n++)
        for (int h = 0; h < 11; h++)
        for (int w = 0; w < 19; w++)
        for (int c = 0; c < channels; c++)
            mask[n, c, h, w] = CounterRandom.Bits(Key, counter++) >= ratio * 4294967296.0 ? 1 / (1 - (double)ratio) : 0;

        bench.Kernels.DropoutBackward(ratio, key, xBlob, y, true);
        Close.Check(x.Zip(mask, (v, m) => v * m).Zip(before, (v, b) => v + b), bench.Read(y), 1e-6, "gradient");
        bench.Kernels.Dropout(ratio, key, xBlob, y);
        Close.Check(x.Zip(mask, (v, m) => v * m), bench.Read(y), 1e-6, "forward");
        bench.Kernels.Dropout(ratio, key, xBlob, xBlob);
        Close.Check(x.Zip(mask, (v, m) => v * m), bench.Read(xBlob), 1e-6, "in place");
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 21, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, 32, Placement.AlignedView)]
    [InlineData(DeviceKind.OpenCl, 5, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, 4, Placement.AlignedView)]
    [InlineData(DeviceKind.Ilgpu, 3, Placement.Dense)]
    public unsafe void Dropout_gives_the_bits_of_the_processor(DeviceKind kind, int channels, Placement placement)
    {
        using var bench = new GpuBench(kind);
        Array4 x = Array4.Random(new Random(channels), 3, channels, 5, 7);
        Blob from = bench.Place(x, placement);
        Blob to = bench.Blob(3, channels, 5, 7, placement);
        KeyCell key = bench.Key(12345);
        bench.Kernels.Dropout(0.3f, key, from, to);

        using Device processor = Device.Cpu(1);
        using Arena arena = processor.CreateArena();
        arena.Reserve(bench.Arena.Capacity);
        processor.Upload(arena, x.ToFloats(), from);
        processor.Upload(arena, BitConverter.GetBytes(12345u), new ByteBlob(key.Offset, 1, 1, sizeof(uint)));
        new CpuKernels((CpuDevice)processor, ((CpuArena)arena).Base).Dropout(0.3f, key, from, to);
        var expected = new float[to.Count];
        processor.Download(arena, to, expected);
        Assert.Equal(expected, bench.Read(to).ToFloats());
    }

    [NeedsTheory(Need.OpenCl)]
    [InlineData(3, 30_000, 30_000, "3x30000x30000x1 has more than 2^31 values")]
    [InlineData(1, 70_000, 2, "70000 rows in 1 pictures; GPU kernels go to 65535 of each")]
    public void Blobs_beyond_what_kernels_index_are_refused(int batch, int height, int width, string expected)
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        Blob large = Blob.Dense(0, batch, height, width, 1);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => bench.Kernels.Activate<Relu>(large, large)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => bench.Kernels.ArgMax(large, new ByteBlob(0, batch, height, width))).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => bench.Kernels.Threshold(0, large, new ByteBlob(0, batch, height, width))).Message, StringComparison.Ordinal);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, Placement.Strided)]
    public void A_threshold_labels_what_is_greater(DeviceKind kind, Placement placement)
    {
        const float limit = 0.3f;
        using var bench = new GpuBench(kind);
        Array4 scores = Array4.Random(new Random(3), 2, 1, 3, 300);
        // At the threshold itself, at its neighbours, and for what is no number.
        (scores[0, 0, 0, 0], scores[0, 0, 0, 1], scores[0, 0, 0, 2]) = (limit, MathF.BitIncrement(limit), MathF.BitDecrement(limit));
        (scores[1, 0, 2, 297], scores[1, 0, 2, 298], scores[1, 0, 2, 299]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        Blob blob = bench.Place(scores, placement);
        ByteBlob labels = bench.Bytes(2, 3, 300);
        bench.Kernels.Threshold(limit, blob, labels);
        byte[] found = bench.Read(labels);
        Assert.Equal(scores.Values.Select(value => (byte)((float)value > limit ? 1 : 0)), found);
        Assert.Equal([0, 1, 0, 0, 1, 0], found[..3].Concat(found[^3..]));
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, Placement.Strided)]
    public void Arg_max_names_the_first_of_equals(DeviceKind kind, Placement placement)
    {
        using var bench = new GpuBench(kind);
        var scores = new Array4(2, 19, 3, 5);
        scores[0, 4, 0, 0] = 2;
        scores[0, 17, 0, 0] = 2;
        scores[1, 18, 2, 3] = 1;
        scores[1, 0, 2, 4] = -1;
        Blob blob = bench.Place(scores, placement);
        ByteBlob labels = bench.Bytes(2, 3, 5);
        bench.Kernels.ArgMax(blob, labels);
        var expected = new byte[30];
        expected[0] = 4;
        expected[28] = 18;
        expected[29] = 1;
        Assert.Equal(expected, bench.Read(labels));
    }
}
