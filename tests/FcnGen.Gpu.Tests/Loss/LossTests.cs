using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>The softmax loss and its gradient against plain double-precision loops.</summary>
public sealed class LossTests
{
    // Terms come from the device's exp and log, which GPUs approximate to about 1e-6.
    private const double Tolerance = 1e-5;

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, 1, 255, true, 1, 1)]
    [InlineData(DeviceKind.OpenCl, 2, 255, true, 1, 1)]
    [InlineData(DeviceKind.OpenCl, 5, 0, true, 1, 2)]
    [InlineData(DeviceKind.OpenCl, 21, 255, false, 1, 1)]
    [InlineData(DeviceKind.OpenCl, 21, 255, true, 0.4f, 0.5f)]
    [InlineData(DeviceKind.OpenCl, 70, -1, false, 0.7f, 3)]
    [InlineData(DeviceKind.Ptx, 5, 0, true, 0.7f, 2)]
    [InlineData(DeviceKind.Ilgpu, 5, 0, true, 0.7f, 2)]
    public void Loss_and_gradient_agree_with_loops(DeviceKind kind, int classes, int ignore, bool valid, float keep, float weight)
    {
        (int height, int width) = kind == DeviceKind.OpenCl ? (11, 13) : (3, 5);
        foreach (bool weighted in new[] { false, true })
        {
            foreach (Placement placement in new[] { Placement.Dense, Placement.Strided })
            {
                using var bench = new GpuBench(kind);
                var random = new Random(classes);
                Array4 scores = Array4.Random(random, 2, classes, height, width).Map(v => (float)(v * 8));
                byte[] labels = [.. Enumerable.Range(0, 2 * height * width)
                    .Select(_ => (byte)(ignore >= 0 && random.Next(4) == 0 ? ignore : random.Next(classes)))];
                float[] classWeights = weighted ? [.. Enumerable.Range(0, classes).Select(c => 0.5f + c % 3)] : [];
                TestLoss.Set(ignore, valid ? LossNormalization.Valid : LossNormalization.Sum, classWeights, keep, weight);
                const uint Key = 77;
                var reference = new LossReference(
                    ignore, valid, Array.ConvertAll(classWeights, w => (double)w), weight,
                    pixel => keep >= 1 || CounterRandom.Bits(Key, (uint)pixel) < (double)keep * 4294967296.0);
                (double loss, double pixels, Array4 gradient) = reference.Evaluate(scores, labels);

                Blob scoreBlob = bench.Place(scores, placement);
                Blob gradientBlob = bench.Blob(2, classes, height, width, placement);
                ByteBlob labelBlob = bench.Place(labels, 2, height, width);
                LossCell cell = bench.Cell();
                KeyCell key = bench.Key(Key);
                bench.Only(
                    () => bench.Kernels.SoftmaxLoss<TestLoss>(scoreBlob, labelBlob, gradientBlob, cell, key), gradientBlob, Words(cell));
                Assert.Equal(pixels, bench.Read(cell).Pixels);
                Assert.Equal(loss, bench.Read(cell).Loss, Tolerance * loss);
                CheckGradient(gradient, bench.Read(gradientBlob));
                bench.Kernels.SoftmaxLoss<TestLoss>(scoreBlob, labelBlob, scoreBlob, cell, key);
                Assert.Equal(loss, bench.Read(cell).Loss, Tolerance * loss);
                CheckGradient(gradient, bench.Read(scoreBlob));
            }
        }
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    public void Many_pixels_add_up_and_the_sum_repeats(DeviceKind kind)
    {
        // More pixels than 256 groups of 256 threads, so that threads that count take several.
        using var bench = new GpuBench(kind, bytes: 32 << 20);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        var random = new Random(5);
        Array4 scores = Array4.Random(random, 1, 3, 270, 300).Map(v => (float)(v * 8));
        byte[] labels = [.. Enumerable.Range(0, 270 * 300).Select(i => (byte)(i % 7 == 0 ? 255 : random.Next(3)))];
        (double loss, double pixels, Array4 gradient) = new LossReference(255, true, [], 1, _ => true).Evaluate(scores, labels);
        Blob scoreBlob = bench.Place(scores);
        Blob gradientBlob = bench.Blob(1, 3, 270, 300);
        ByteBlob labelBlob = bench.Place(labels, 1, 270, 300);
        LossCell first = bench.Cell();
        LossCell second = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(scoreBlob, labelBlob, gradientBlob, first, default);
        Array4 once = bench.Read(gradientBlob);
        CheckGradient(gradient, once);
        bench.Kernels.SoftmaxLoss<TestLoss>(scoreBlob, labelBlob, gradientBlob, second, default);
        Assert.Equal(once.Values, bench.Read(gradientBlob).Values);
        Assert.Equal(pixels, bench.Read(first).Pixels);
        Assert.Equal(loss, bench.Read(first).Loss, 2e-6 * loss);
        Assert.Equal(bench.Read(first), bench.Read(second));
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Impossible_truth_costs_the_smallest_float(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        var scores = new Array4(1, 3, 1, 1);
        scores[0, 1, 0, 0] = 1000;
        Blob blob = bench.Place(scores);
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([0], 1, 1, 1), blob, cell, default);
        Assert.Equal(126 * Math.Log(2), bench.Read(cell).Loss, 1e-5);
        Assert.Equal([-1, 1, 0], bench.Read(blob).Values);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void The_loss_is_bounded_by_the_smallest_normal_float_and_the_gradient_is_not(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        foreach (float margin in new[] { 87.3345f, 87.33f, 87.34f, 95 })
        {
            var scores = new Array4(1, 2, 1, 1);
            scores[0, 1, 0, 0] = margin;
            (double loss, _, Array4 gradient) = new LossReference(255, true, [], 1, _ => true).Evaluate(scores, [0]);
            Blob blob = bench.Place(scores);
            LossCell cell = bench.Cell();
            bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([0], 1, 1, 1), blob, cell, default);
            Assert.Equal(loss, bench.Read(cell).Loss, 2e-5);
            CheckGradient(gradient, bench.Read(blob));
        }
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Nothing_to_count_costs_nothing(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        Blob blob = bench.Place(Array4.Random(new Random(1), 1, 5, 2, 2));
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([255, 255, 255, 255], 1, 2, 2), blob, cell, default);
        Assert.Equal((0, 0), bench.Read(cell));
        Assert.All(bench.Read(blob).Values, value => Assert.Equal(0, value));
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Scores_that_are_not_numbers_make_a_loss_that_is_none(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        Array4 scores = Array4.Random(new Random(1), 1, 21, 1, 1);
        scores[0, 3, 0, 0] = double.NaN;
        Blob blob = bench.Place(scores);
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([0], 1, 1, 1), blob, cell, default);
        Assert.True(double.IsNaN(bench.Read(cell).Loss));
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void A_label_beyond_the_classes_is_named_when_the_loss_is_read(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        Blob blob = bench.Place(new Array4(2, 21, 10, 14));
        var labels = new byte[2 * 10 * 14];
        labels[(10 + 7) * 14 + 13] = 21;
        labels[(10 + 9) * 14 + 2] = 254;
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place(labels, 2, 10, 14), blob, cell, default);
        var failure = Assert.Throws<LabelException>(() => bench.Read(cell));
        Assert.Equal(new LabelException(21, 21, 1, 7, 13).Message, failure.Message);
        Assert.Equal((21, 21), (failure.Label, failure.Classes));

        // The next good labels leave no trace of it.
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place(new byte[2 * 10 * 14], 2, 10, 14), blob, cell, default);
        Assert.Equal(280, bench.Read(cell).Pixels);
    }

    private static Blob Words(LossCell cell) => Blob.Dense(cell.Offset, 1, 1, 1, (int)LossCell.Bytes / sizeof(float));

    private static void CheckGradient(Array4 expected, Array4 actual)
    {
        double largest = expected.Values.Max(Math.Abs);
        Close.Check(expected, expected.Map(_ => largest), actual, Tolerance, "gradient");
    }
}
