using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>The softmax loss and its gradient against plain double-precision loops.</summary>
public sealed class LossTests
{
    [Theory]
    [InlineData(2, 255, true, 1, 1)]
    [InlineData(21, 255, false, 1, 1)]
    [InlineData(21, 255, true, 0.4f, 0.5f)]
    [InlineData(16, -1, false, 0.7f, 3)]
    [InlineData(60, 0, true, 1, 1)]
    public void Loss_and_gradient_agree_with_loops(int classes, int ignore, bool valid, float keep, float weight)
    {
        using var bench = new Bench(2);
        foreach (bool weighted in new[] { false, true })
        {
            foreach (bool strided in new[] { false, true })
            {
                bench.Reset();
                var random = new Random(classes);
                Array4 scores = Array4.Random(random, 2, classes, 11, 13).Map(v => (float)(v * 8));
                byte[] labels = Enumerable.Range(0, 2 * 11 * 13)
                    .Select(_ => (byte)(ignore >= 0 && random.Next(4) == 0 ? ignore : random.Next(classes))).ToArray();
                float[] classWeights = weighted ? Enumerable.Range(0, classes).Select(c => 0.5f + c % 3).ToArray() : [];
                TestLoss.Set(ignore, valid ? LossNormalization.Valid : LossNormalization.Sum, classWeights, keep, weight);
                const uint Key = 77;
                var reference = new LossReference(
                    ignore, valid, Array.ConvertAll(classWeights, w => (double)w), weight,
                    pixel => keep >= 1 || CounterRandom.Bits(Key, (uint)pixel) < (double)keep * 4294967296.0);
                (double loss, double pixels, Array4 gradient) = reference.Evaluate(scores, labels);

                Blob scoreBlob = bench.Place(scores, strided);
                Blob gradientBlob = bench.Blob(2, classes, 11, 13, strided);
                ByteBlob labelBlob = bench.Place(labels, 2, 11, 13);
                LossCell cell = bench.Cell();
                KeyCell key = bench.Key(Key);
                bench.Kernels.SoftmaxLoss<TestLoss>(scoreBlob, labelBlob, gradientBlob, cell, key);
                Assert.Equal(pixels, bench.Read(cell).Pixels);
                Assert.Equal(loss, bench.Read(cell).Loss, 1e-5 * loss);
                CheckGradient(gradient, bench.Read(gradientBlob));
                bench.Kernels.SoftmaxLoss<TestLoss>(scoreBlob, labelBlob, scoreBlob, cell, key);
                Assert.Equal(loss, bench.Read(cell).Loss, 1e-5 * loss);
                CheckGradient(gradient, bench.Read(scoreBlob));
            }
        }
    }

    [Fact]
    public void Impossible_truth_costs_the_smallest_float()
    {
        using var bench = new Bench(1);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        var scores = new Array4(1, 3, 1, 1);
        scores[0, 1, 0, 0] = 1000;
        Blob blob = bench.Place(scores, false);
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([0], 1, 1, 1), blob, cell, default);
        Assert.Equal(126 * Math.Log(2), bench.Read(cell).Loss, 1e-9);
        Assert.Equal([-1, 1, 0], bench.Read(blob).Values);
    }

    [Theory]
    [InlineData(87.3345f)] // a probability of 1.1778e-38: above the smallest normal float
    [InlineData(87.33f)]
    [InlineData(87.34f)] // below it
    [InlineData(95)]
    public void The_loss_is_bounded_by_the_smallest_normal_float_and_the_gradient_is_not(float margin)
    {
        using var bench = new Bench(1);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        var scores = new Array4(1, 2, 1, 1);
        scores[0, 1, 0, 0] = margin;
        (double loss, _, Array4 gradient) = new LossReference(255, true, [], 1, _ => true).Evaluate(scores, [0]);
        Assert.Equal(Math.Min(margin, 126 * Math.Log(2)), loss, 1e-9);
        Blob blob = bench.Place(scores, false);
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([0], 1, 1, 1), blob, cell, default);
        Assert.Equal(loss, bench.Read(cell).Loss, 1e-5);
        CheckGradient(gradient, bench.Read(blob));
        Assert.Equal(-1, bench.Read(blob)[0, 0, 0, 0], 1e-6);
    }

    [Fact]
    public void Nothing_to_count_costs_nothing()
    {
        using var bench = new Bench(1);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        Blob blob = bench.Place(Array4.Random(new Random(1), 1, 5, 2, 2), false);
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([255, 255, 255, 255], 1, 2, 2), blob, cell, default);
        Assert.Equal((0, 0), bench.Read(cell));
        Assert.All(bench.Read(blob).Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Scores_that_are_not_numbers_make_a_loss_that_is_none()
    {
        using var bench = new Bench(1);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        Array4 scores = Array4.Random(new Random(1), 1, 21, 1, 1);
        scores[0, 3, 0, 0] = double.NaN;
        Blob blob = bench.Place(scores, false);
        LossCell cell = bench.Cell();
        bench.Kernels.SoftmaxLoss<TestLoss>(blob, bench.Place([0], 1, 1, 1), blob, cell, default);
        Assert.True(double.IsNaN(bench.Read(cell).Loss));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_label_beyond_the_classes_is_named(int threads)
    {
        using var bench = new Bench(threads);
        TestLoss.Set(255, LossNormalization.Valid, [], 1, 1);
        Blob blob = bench.Place(new Array4(2, 21, 300, 100), false);
        var labels = new byte[2 * 300 * 100];
        labels[(300 + 7) * 100 + 31] = 21;
        labels[(300 + 250) * 100 + 31] = 254;
        ByteBlob labelBlob = bench.Place(labels, 2, 300, 100);
        LossCell cell = bench.Cell();
        var failure = Assert.Throws<LabelException>(() => bench.Kernels.SoftmaxLoss<TestLoss>(blob, labelBlob, blob, cell, default));
        Assert.Equal((21, 21), (failure.Label, failure.Classes));
        Assert.Contains("picture 1 of the batch holds 21 at row 7, column 31", failure.Message, StringComparison.Ordinal);
    }

    private static void CheckGradient(Array4 expected, Array4 actual)
    {
        double largest = 0;
        foreach (double value in expected.Values) largest = Math.Max(largest, Math.Abs(value));
        Close.Check(expected, expected.Map(_ => largest), actual, 1e-5, "gradient");
    }
}
