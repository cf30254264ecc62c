using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>The sigmoid loss and its gradient against plain double-precision loops.</summary>
public sealed class SigmoidLossTests
{
    // Exponentials are those of the device: about 2^-22 + |x|·2^-23, where scores go to 8 here.
    private const double Tolerance = 2e-6;
    private const uint Key = 77;

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 1, 255, true, 1, 1, 1)]
    [InlineData(DeviceKind.OpenCl, 1, 0, false, 0.6f, 2, 3.5f)]
    [InlineData(DeviceKind.OpenCl, 2, 255, true, 1, -0.5f, 1)]
    [InlineData(DeviceKind.OpenCl, 21, -1, true, 0.4f, 0.5f, 0.25f)]
    [InlineData(DeviceKind.Ptx, 1, 255, true, 1, 1, 3.5f)]
    [InlineData(DeviceKind.Ptx, 5, 0, true, 0.7f, 2, 1)]
    [InlineData(DeviceKind.Ilgpu, 1, -1, false, 1, 1, 3.5f)]
    [InlineData(DeviceKind.Ilgpu, 5, 0, true, 0.7f, 2, 1)]
    public void Loss_and_gradient_agree_with_loops(DeviceKind kind, int channels, int ignore, bool valid, float keep, float weight, float positive)
    {
        (int height, int width) = kind == DeviceKind.OpenCl ? (11, 13) : (3, 5);
        foreach (Placement placement in new[] { Placement.Dense, Placement.Strided })
        {
            using var bench = new GpuBench(kind);
            var random = new Random(channels);
            Array4 scores = Array4.Random(random, 2, channels, height, width).Map(v => (float)(v * 8));
            byte[] labels = [.. Enumerable.Range(0, 2 * height * width)
                .Select(_ => (byte)(ignore >= 0 && random.Next(4) == 0 ? ignore : random.Next(Math.Max(2, channels))))];
            TestSigmoidLoss.Set(channels, ignore, valid ? LossNormalization.Valid : LossNormalization.Sum, positive, keep, weight);
            (double loss, double pixels, Array4 gradient) = new SigmoidLossReference(
                ignore, valid, positive, weight, pixel => keep >= 1 || CounterRandom.Bits(Key, (uint)pixel) < (double)keep * 4294967296.0).Evaluate(scores, labels);

            Blob scoreBlob = bench.Place(scores, placement);
            Blob gradientBlob = bench.Blob(2, channels, height, width, placement);
            ByteBlob labelBlob = bench.Place(labels, 2, height, width);
            LossCell cell = bench.Cell();
            KeyCell key = bench.Key(Key);
            bench.Only(
                () => bench.Kernels.SigmoidLoss<TestSigmoidLoss>(scoreBlob, labelBlob, gradientBlob, cell, key), gradientBlob,
                Blob.Dense(cell.Offset, 1, 1, 1, (int)LossCell.Bytes / sizeof(float)));
            Check(bench, cell, loss, pixels, gradient, gradientBlob);
            bench.Kernels.SigmoidLoss<TestSigmoidLoss>(scoreBlob, labelBlob, scoreBlob, cell, key);
            Check(bench, cell, loss, pixels, gradient, scoreBlob);
        }
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    public void Many_pixels_add_up_and_the_sum_repeats(DeviceKind kind)
    {
        // More pixels than 256 groups of 256 threads, so that threads that count take several.
        using var bench = new GpuBench(kind, bytes: 32 << 20);
        TestSigmoidLoss.Set(1);
        var random = new Random(5);
        Array4 scores = Array4.Random(random, 1, 1, 270, 300).Map(v => (float)(v * 8));
        byte[] labels = [.. Enumerable.Range(0, 270 * 300).Select(i => (byte)(i % 7 == 0 ? 255 : random.Next(2)))];
        (double loss, double pixels, Array4 gradient) = new SigmoidLossReference(255, true, 1, 1, _ => true).Evaluate(scores, labels);
        Blob scoreBlob = bench.Place(scores), first = bench.Blob(1, 1, 270, 300), second = bench.Blob(1, 1, 270, 300);
        ByteBlob labelBlob = bench.Place(labels, 1, 270, 300);
        LossCell one = bench.Cell(), other = bench.Cell();
        bench.Kernels.SigmoidLoss<TestSigmoidLoss>(scoreBlob, labelBlob, first, one, default);
        bench.Kernels.SigmoidLoss<TestSigmoidLoss>(scoreBlob, labelBlob, second, other, default);
        Check(bench, one, loss, pixels, gradient, first);
        Assert.Equal(bench.Read(first).Values, bench.Read(second).Values);
        Assert.Equal(bench.Read(one), bench.Read(other));
    }

    /// <summary>Neither overflow nor lost digits: the loss of what is certain is as exact as the exponential of the device.</summary>
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void A_score_of_any_size_has_an_exact_loss_and_gradient(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestSigmoidLoss.Set(1);
        foreach (double score in new[] { 0, 1e-6, 3, -3, 17, -17, 80, -80, 120, -120, 1e30, -1e30, double.PositiveInfinity, double.NegativeInfinity })
        {
            foreach (byte label in new byte[] { 0, 1 })
            {
                double s = label == 1 ? -score : score;
                Array4 x = new Array4(1, 1, 1, 1).Map(_ => score);
                (double loss, _, Array4 gradient) = new SigmoidLossReference(255, true, 1, 1, _ => true).Evaluate(x, [label]);
                Blob blob = bench.Place(x);
                LossCell cell = bench.Cell();
                bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, bench.Place([label], 1, 1, 1), blob, cell, default);
                // Float32 itself ends at e^-87.
                Close(loss, bench.Read(cell).Loss, s < -87 ? 1e-37 : 0);
                Close(gradient[0, 0, 0, 0], bench.Read(blob)[0, 0, 0, 0], s < -87 ? 1e-37 : 0);
            }
        }

        static void Close(double expected, double actual, double least) => Assert.True(
            expected == actual || Math.Abs(expected - actual) <= 1.5e-5 * Math.Abs(expected) + least, $"{actual:R} instead of {expected:R}");
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Pixels_that_do_not_count_cost_nothing_and_broken_scores_of_others_show(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestSigmoidLoss.Set(5);
        Array4 scores = Array4.Random(new Random(1), 1, 5, 2, 2);
        (scores[0, 1, 0, 0], scores[0, 2, 1, 1]) = (double.NaN, double.PositiveInfinity);
        LossCell cell = bench.Cell();
        Blob blob = bench.Place(scores);
        bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, bench.Place([255, 255, 255, 255], 1, 2, 2), blob, cell, default);
        Assert.Equal((0, 0), bench.Read(cell));
        Assert.All(bench.Read(blob).Values, value => Assert.Equal(0, value));
        foreach (byte label in new byte[] { 0, 1 })
        {
            blob = bench.Place(scores);
            bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, bench.Place([label, 255, 255, 255], 1, 2, 2), blob, cell, default);
            Assert.True(double.IsNaN(bench.Read(cell).Loss));
        }
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void A_label_beyond_the_two_classes_of_one_channel_is_named_when_the_loss_is_read(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestSigmoidLoss.Set(1);
        Blob blob = bench.Place(new Array4(2, 1, 10, 14));
        var labels = new byte[2 * 10 * 14];
        labels[(10 + 7) * 14 + 13] = 2;
        LossCell cell = bench.Cell();
        bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, bench.Place(labels, 2, 10, 14), blob, cell, default);
        Assert.Equal(new LabelException(2, 2, 1, 7, 13).Message, Assert.Throws<LabelException>(() => bench.Read(cell)).Message);
    }

    private static void Check(GpuBench bench, LossCell cell, double loss, double pixels, Array4 gradient, Blob found)
    {
        Assert.Equal(pixels, bench.Read(cell).Pixels);
        Assert.Equal(loss, bench.Read(cell).Loss, Tolerance * Math.Abs(loss));
        double largest = gradient.Values.Max(Math.Abs);
        Close.Check(gradient, gradient.Map(_ => largest), bench.Read(found), Tolerance, "gradient");
    }
}
