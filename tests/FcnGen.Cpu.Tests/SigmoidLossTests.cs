using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>The sigmoid loss and its gradient against plain double-precision loops.</summary>
public sealed class SigmoidLossTests
{
    private const uint Key = 77;

    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Loss_and_gradient_agree_with_loops(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        for (int seed = 0; seed < 24; seed++)
        {
            bench.Reset();
            var random = new Random(seed);
            int channels = seed % 3 == 0 ? 1 : random.Next(2, 40), ignore = seed % 4 == 1 ? -1 : seed % 4 == 2 ? 0 : 255;
            // Rows of more than a piece, too.
            int height = random.Next(1, 6), columns = seed % 6 == 0 ? random.Next(1020, 1100) : random.Next(1, 60);
            bool valid = random.Next(2) == 0, strided = seed % 2 == 0;
            float positive = seed % 5 == 0 ? 1 : (float)(random.NextDouble() * 4 + 0.1), keep = seed % 2 == 1 ? 1 : 0.6f, weight = seed % 7 == 0 ? -0.5f : 1.5f;
            Array4 scores = Array4.Random(random, 2, channels, height, columns).Map(v => (float)(v * 8));
            byte[] labels = Labels(random, channels, ignore, 2 * height * columns);
            TestSigmoidLoss.Set(channels, ignore, valid ? LossNormalization.Valid : LossNormalization.Sum, positive, keep, weight);
            (double loss, double pixels, Array4 gradient) = new SigmoidLossReference(ignore, valid, positive, weight, Drawn(keep)).Evaluate(scores, labels);

            Blob scoreBlob = bench.Place(scores, strided), gradientBlob = bench.Blob(2, channels, height, columns, !strided);
            ByteBlob labelBlob = bench.Place(labels, 2, height, columns);
            LossCell cell = bench.Cell();
            KeyCell key = bench.Key(Key);
            int untouched = bench.Untouched();
            bench.Kernels.SigmoidLoss<TestSigmoidLoss>(scoreBlob, labelBlob, gradientBlob, cell, key);
            Assert.InRange(untouched - bench.Untouched(), gradientBlob.Count, gradientBlob.Count + LossCell.Bytes / sizeof(float));
            Assert.Equal(pixels, bench.Read(cell).Pixels);
            Assert.Equal(loss, bench.Read(cell).Loss, 1e-6 * Math.Abs(loss));
            CheckGradient(gradient, bench.Read(gradientBlob));
            bench.Kernels.SigmoidLoss<TestSigmoidLoss>(scoreBlob, labelBlob, scoreBlob, cell, key);
            Assert.Equal(loss, bench.Read(cell).Loss, 1e-6 * Math.Abs(loss));
            CheckGradient(gradient, bench.Read(scoreBlob));
        }
    }

    /// <summary>Neither overflow nor lost digits: the loss of what is certain is as exact as any other.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-6)]
    [InlineData(0.1)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(89)]
    [InlineData(120)]
    [InlineData(1e30)]
    [InlineData(double.PositiveInfinity)]
    public void A_score_of_any_size_has_an_exact_loss_and_gradient(double size)
    {
        using var bench = new Bench(1);
        TestSigmoidLoss.Set(1);
        foreach (double score in new[] { size, -size })
        {
            foreach (byte label in new byte[] { 0, 1 })
            {
                bench.Reset();
                double s = label == 1 ? -score : score;
                Array4 x = new Array4(1, 1, 1, 1).Map(_ => score);
                (double loss, _, Array4 gradient) = new SigmoidLossReference(255, true, 1, 1, _ => true).Evaluate(x, [label]);
                Assert.True(s is < 0 or > 1e-3 ? loss >= Math.Max(s, 0) : loss > 0.69);
                Blob blob = bench.Place(x, false);
                LossCell cell = bench.Cell();
                bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, bench.Place([label], 1, 1, 1), blob, cell, default);
                // Float32 itself ends at e^-87.
                Close(loss, bench.Read(cell).Loss, s < -87 ? 1e-37 : 0);
                Close(gradient[0, 0, 0, 0], bench.Read(blob)[0, 0, 0, 0], s < -87 ? 1e-37 : 0);
            }
        }

        static void Close(double expected, double actual, double least) => Assert.True(
            expected == actual || Math.Abs(expected - actual) <= 1e-6 * Math.Abs(expected) + least, $"{actual:R} instead of {expected:R}");
    }

    [Fact]
    public void Nothing_to_count_costs_nothing_whatever_its_scores()
    {
        using var bench = new Bench(1);
        TestSigmoidLoss.Set(5);
        Array4 scores = Array4.Random(new Random(1), 1, 5, 2, 2);
        (scores[0, 1, 0, 0], scores[0, 2, 1, 1], scores[0, 0, 0, 1]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        Blob blob = bench.Place(scores, false);
        LossCell cell = bench.Cell();
        bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, bench.Place([255, 255, 255, 255], 1, 2, 2), blob, cell, default);
        Assert.Equal((0, 0), bench.Read(cell));
        Assert.All(bench.Read(blob).Values, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1, double.NaN, 0, double.NaN)]
    [InlineData(1, double.NaN, 1, double.NaN)]
    [InlineData(21, double.NaN, 3, double.NaN)]
    [InlineData(21, double.NaN, 4, double.NaN)]
    [InlineData(1, double.PositiveInfinity, 0, double.PositiveInfinity)]
    [InlineData(1, double.NegativeInfinity, 1, double.PositiveInfinity)]
    public void Scores_that_are_not_numbers_make_a_loss_that_is_none(int channels, double score, byte label, double loss)
    {
        using var bench = new Bench(1);
        TestSigmoidLoss.Set(channels);
        Array4 scores = Array4.Random(new Random(1), 1, channels, 1, 1);
        scores[0, channels == 1 ? 0 : 3, 0, 0] = score;
        Blob blob = bench.Place(scores, false);
        LossCell cell = bench.Cell();
        bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, bench.Place([label], 1, 1, 1), blob, cell, default);
        Assert.Equal(loss, bench.Read(cell).Loss);
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 21, 21)]
    public void A_label_beyond_the_classes_is_named(int threads, int channels, byte wrong)
    {
        using var bench = new Bench(threads);
        TestSigmoidLoss.Set(channels);
        Blob blob = bench.Place(new Array4(2, channels, 300, 100), false);
        var labels = new byte[2 * 300 * 100];
        labels[(300 + 7) * 100 + 31] = wrong;
        labels[(300 + 250) * 100 + 31] = 254;
        LossCell cell = bench.Cell();
        ByteBlob labelBlob = bench.Place(labels, 2, 300, 100);
        var failure = Assert.Throws<LabelException>(() => bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, labelBlob, blob, cell, default));
        Assert.Equal((wrong, Math.Max(2, channels)), (failure.Label, failure.Classes));
        Assert.Contains($"picture 1 of the batch holds {wrong} at row 7, column 31", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finite_differences_of_the_loss_are_its_gradient()
    {
        using var bench = new Bench(1);
        foreach (int channels in new[] { 1, 4 })
        {
            bench.Reset();
            var random = new Random(channels);
            TestSigmoidLoss.Set(channels, positiveWeight: 2.5f, weight: 0.7f);
            Array4 scores = Array4.Random(random, 1, channels, 3, 4).Map(v => (float)(v * 3));
            ByteBlob labels = bench.Place(Labels(random, channels, 255, 12), 1, 3, 4);
            Blob blob = bench.Blob(1, channels, 3, 4, false);
            LossCell cell = bench.Cell();
            double LossAt(int value, double step)
            {
                var moved = new Array4(1, channels, 3, 4);
                scores.Values.CopyTo(moved.Values, 0);
                moved.Values[value] += step;
                bench.Device.Upload(bench.Arena, moved.ToFloats(), blob);
                bench.Kernels.SigmoidLoss<TestSigmoidLoss>(blob, labels, blob, cell, default);
                return bench.Read(cell).Loss;
            }

            LossAt(0, 0);
            double[] gradient = bench.Read(blob).Values;
            Assert.Contains(gradient, value => value != 0);
            for (int i = 0; i < gradient.Length; i++) Assert.Equal((LossAt(i, 1 / 64.0) - LossAt(i, -1 / 64.0)) * 32, gradient[i], 1e-4);
        }
    }

    private static byte[] Labels(Random random, int channels, int ignore, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (byte)(ignore >= 0 && random.Next(4) == 0 ? ignore : random.Next(Math.Max(2, channels))))];

    private static Func<long, bool> Drawn(float keep) => pixel => keep >= 1 || CounterRandom.Bits(Key, (uint)pixel) < (double)keep * 4294967296.0;

    private static void CheckGradient(Array4 expected, Array4 actual)
    {
        double largest = expected.Values.Max(Math.Abs);
        Close.Check(expected, expected.Map(_ => largest), actual, 1e-6, "gradient");
    }
}
