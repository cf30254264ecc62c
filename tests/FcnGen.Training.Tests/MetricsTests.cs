using System;

namespace FcnGen.Training.Tests;

public sealed class MetricsTests
{
    private static SegmentationMetrics Score(int classes, byte[] truth, byte[] prediction, bool onlyPresent = false, int ignore = -1)
    {
        var confusion = new ConfusionMatrix(classes);
        confusion.Add(truth, prediction, ignore);
        return new SegmentationMetrics(confusion, onlyPresent);
    }

    [Fact]
    public void The_four_metrics_of_a_worked_example()
    {
        // Truth: 4 of class 0, 4 of class 1, 2 of class 2. n00=3 n01=1, n11=2 n12=2, n22=1 n20=1.
        SegmentationMetrics metrics = Score(3, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1, 2, 2, 2, 0]);
        Assert.Equal(6.0 / 10, metrics.PixelAccuracy, 12);
        Assert.Equal((3.0 / 4 + 2.0 / 4 + 1.0 / 2) / 3, metrics.MeanAccuracy, 12);
        double iu0 = 3.0 / (4 + 4 - 3), iu1 = 2.0 / (4 + 3 - 2), iu2 = 1.0 / (2 + 3 - 1);
        Assert.Equal((iu0 + iu1 + iu2) / 3, metrics.MeanIu, 12);
        Assert.Equal((4 * iu0 + 4 * iu1 + 2 * iu2) / 10, metrics.FrequencyWeightedIu, 12);
        Assert.Equal(1, metrics.Confusion[2, 0]);
        Assert.Equal((4L, 3L, 2L), (metrics.Classes[1].Pixels, metrics.Classes[1].Predicted, metrics.Classes[1].Correct));
    }

    [Fact]
    public void Void_does_not_count()
    {
        SegmentationMetrics metrics = Score(2, [0, 1, 255, 255], [0, 1, 0, 1]);
        Assert.Equal(1, metrics.PixelAccuracy);
        Assert.Equal(1, metrics.MeanIu);
        Assert.Equal(2, metrics.Pixels);
        Assert.Equal(1, Score(2, [0, 1], [0, 0], ignore: 1).PixelAccuracy);
    }

    [Fact]
    public void A_class_neither_true_nor_predicted_drops_out()
    {
        SegmentationMetrics metrics = Score(3, [0, 0, 1, 1], [0, 0, 1, 0]);
        Assert.True(double.IsNaN(metrics.Classes[2].Iu));
        Assert.Equal((2.0 / 3 + 1.0 / 2) / 2, metrics.MeanIu, 12);
    }

    [Fact]
    public void A_class_predicted_but_absent_counts_with_zero_iu_and_no_accuracy()
    {
        byte[] truth = [0, 0, 1, 1], prediction = [0, 2, 1, 1];
        SegmentationMetrics metrics = Score(3, truth, prediction);
        Assert.Equal((0.5 + 1 + 0) / 3, metrics.MeanIu, 12);
        Assert.Equal((0.5 + 1) / 2, metrics.MeanAccuracy, 12);
        Assert.Equal((2 * 0.5 + 2 * 1) / 4, metrics.FrequencyWeightedIu, 12);
        // SIFT Flow leaves absent classes out; the wrong pixel is still a miss of class 0.
        Assert.Equal((0.5 + 1) / 2, Score(3, truth, prediction, onlyPresent: true).MeanIu, 12);
    }

    [Fact]
    public void Nothing_to_count_gives_nan()
    {
        SegmentationMetrics metrics = Score(2, [255], [0]);
        Assert.True(double.IsNaN(metrics.PixelAccuracy) && double.IsNaN(metrics.MeanIu) && double.IsNaN(metrics.FrequencyWeightedIu));
    }

    [Fact]
    public void Matrices_add_up_and_refuse_what_does_not_fit()
    {
        var a = new ConfusionMatrix(2);
        a.Add([0, 1], [1, 1]);
        var b = new ConfusionMatrix(2);
        b.Add([0], [1]);
        a.Add(b);
        Assert.Equal(2, a[0, 1]);
        Assert.Throws<ArgumentException>(() => a.Add([0], [2]));
        Assert.Throws<ArgumentException>(() => a.Add([0], [0, 1]));
        Assert.Throws<ArgumentException>(() => a.Add(new ConfusionMatrix(3)));
    }
}
