using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>Batches of pictures, scores, probabilities, cancellation, and outputs that have no label map.</summary>
public sealed class SegmentTests : IDisposable
{
    private readonly Device _device = Device.Cpu(2);

    public void Dispose() => _device.Dispose();

    [Fact]
    public void A_batch_gives_what_its_pictures_give_alone()
    {
        using ToyNet net = Toy.Random(_device);
        Picture[] pictures = [.. Enumerable.Range(0, 5).Select(seed => TestPictures.Noise(17, 23, seed))];
        IReadOnlyList<LabelMap> together = net.Segment(pictures);
        Assert.Equal(5, together.Count);
        for (int i = 0; i < pictures.Length; i++)
        {
            Assert.Equal((17, 23), (together[i].Height, together[i].Width));
            Assert.Equal(net.Segment(pictures[i]).Labels, together[i].Labels);
        }

        Assert.Contains(together, map => map.Labels.Distinct().Count() > 1);
        Assert.Empty(net.Segment(new List<Picture>()));
    }

    [Fact]
    public void A_batch_of_several_sizes_is_refused_by_name()
    {
        using ToyNet net = Toy.Random(_device);
        string message = Assert.Throws<ArgumentException>(
            () => net.Segment([TestPictures.Noise(17, 23, 1), TestPictures.Noise(17, 23, 2), TestPictures.Noise(23, 17, 3)])).Message;
        Assert.Contains("picture 0 is 17x23, picture 2 is 23x17", message, StringComparison.Ordinal);
        Assert.Contains("one by one", message, StringComparison.Ordinal);
        Assert.Equal("pictures[1]", Assert.Throws<ArgumentNullException>(() => net.Segment([TestPictures.Noise(17, 23, 1), null!])).ParamName);
    }

    [Fact]
    public void Scores_are_those_of_forward_and_their_best_is_the_label()
    {
        using ToyNet net = Toy.Random(_device);
        Picture picture = TestPictures.Noise(17, 23, 1);
        Tensor<float> scores = net.Scores(picture);
        Assert.Equal([3, 17, 23], scores.Lengths.ToArray());
        var encoded = new float[3 * 17 * 23];
        net.Description.Preprocessing.Encode(picture, encoded);
        Tensor<float> forward = net.Forward(Tensor.Create(encoded, [1, 3, 17, 23])).Score;
        Assert.Equal(Flat(forward), Flat(scores));
        LabelMap labels = net.Segment(picture);
        for (int y = 0; y < 17; y++)
        {
            for (int x = 0; x < 23; x++) Assert.True(Enumerable.Range(0, 3).All(c => scores[c, y, x] <= scores[labels[y, x], y, x] + 1e-5f));
        }
    }

    [Fact]
    public void Probabilities_are_the_softmax_of_the_scores()
    {
        using ToyNet net = Toy.Random(_device);
        Picture picture = TestPictures.Noise(41, 53, 1);
        float[] scores = Flat(net.Scores(picture)), probabilities = Flat(net.Probabilities(picture));
        Compare(scores, probabilities, classes: 3);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1023)]
    [InlineData(21, 1024)]
    [InlineData(21, 2500)]
    public void The_softmax_agrees_with_doubles_for_scores_of_any_size(int classes, int pixels)
    {
        var random = new Random(classes + pixels);
        float[] scores = [.. Enumerable.Range(0, classes * pixels).Select(i => (float)((random.NextDouble() * 2 - 1) * Math.Pow(10, i % pixels % 5 * 9)))];
        float[] probabilities = [.. scores];
        NetworkExtensions.Softmax(probabilities, classes);
        Compare(scores, probabilities, classes);
    }

    [Fact]
    public void A_score_that_is_not_a_number_spoils_its_pixel_only()
    {
        float[] values = [1, 2, float.NaN, 4];
        NetworkExtensions.Softmax(values, 2);
        Assert.True(float.IsNaN(values[0]) && float.IsNaN(values[2]));
        Assert.Equal(1, values[1] + values[3], 6);
    }

    [Fact]
    public void An_output_of_more_than_256_channels_has_scores_but_no_label_map()
    {
        using var net = new StepNet(_device, channels: 300);
        var image = new float[300 * 4];
        for (int i = 0; i < image.Length; i++) image[i] = i % 7;
        var scores = new float[300 * 4];
        net.Forward(image, scores, 1, 2, 2);
        Assert.Equal(image, scores);
        string message = Assert.Throws<NoLabelMapException>(() => net.Segment(image, new byte[4], 1, 2, 2)).Message;
        Assert.Equal(
            "score of StepNet has 300 channels; a label map holds a byte per pixel, so 256 classes. Read the scores (Forward, Scores) and choose from them.", message);
        Assert.Throws<NoLabelMapException>(() => Evaluator.Evaluate(net, Toy.Shapes(1)));
        Assert.Equal(1, net.Completed);

        using var widest = new StepNet(_device, channels: 256);
        var one = new float[256];
        one[255] = 1;
        var label = new byte[1];
        widest.Segment(one, label, 1, 1, 1);
        Assert.Equal(255, label[0]);
    }

    [Fact]
    public void An_output_that_is_not_there_is_refused_before_the_pass()
    {
        using var net = new StepNet(_device);
        Assert.Contains("has 1 outputs", Assert.Throws<ArgumentOutOfRangeException>(() => net.Segment(TestPictures.Noise(3, 3, 1), output: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Scores(TestPictures.Noise(3, 3, 1), output: -1));
        Assert.Equal(0, net.Completed);
    }

    [Fact]
    public async Task The_async_form_gives_the_same_labels()
    {
        using ToyNet net = Toy.Random(_device);
        Picture picture = TestPictures.Noise(17, 23, 1);
        LabelMap expected = net.Segment(picture);
        Assert.Equal(expected.Labels, (await net.SegmentAsync(picture)).Labels);
        Assert.Equal(expected.Labels, (await net.SegmentAsync(picture, 0, CancellationToken.None)).Labels);
    }

    [Fact]
    public async Task The_network_is_busy_until_the_task_has_ended()
    {
        using var net = new StepNet(_device);
        using var go = new ManualResetEventSlim();
        net.Between = () => Assert.True(go.Wait(TimeSpan.FromMinutes(2)));
        Picture picture = TestPictures.Noise(17, 23, 1);
        Task<LabelMap> task = net.SegmentAsync(picture);
        Assert.Contains("busy with SegmentAsync", Assert.Throws<InvalidOperationException>(() => net.Segment(picture)).Message, StringComparison.Ordinal);
        go.Set();
        await task;
        net.Between = null;
        Assert.Equal(Pictures.Largest(picture), net.Segment(picture).Labels);
    }

    [Fact]
    public async Task What_is_cancelled_in_the_middle_of_a_pass_ends_there_and_the_network_goes_on()
    {
        using var net = new StepNet(_device);
        Picture picture = TestPictures.Noise(17, 23, 1);
        using (var source = new CancellationTokenSource())
        {
            net.Between = source.Cancel;
            Assert.Equal(source.Token, Assert.Throws<OperationCanceledException>(() => net.Segment(picture, cancel: source.Token)).CancellationToken);
        }

        using (var source = new CancellationTokenSource())
        {
            net.Between = source.Cancel;
            Task<LabelMap> task = net.SegmentAsync(picture, source.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
            Assert.True(task.IsCanceled);
        }

        using (var source = new CancellationTokenSource())
        {
            net.Between = source.Cancel;
            Assert.Throws<OperationCanceledException>(() => net.Scores(picture, cancel: source.Token));
        }

        Assert.Equal(0, net.Completed);
        net.Between = null;
        Assert.Equal(Pictures.Largest(picture), net.Segment(picture).Labels);
    }

    [Fact]
    public void What_is_cancelled_before_does_not_begin()
    {
        using var net = new StepNet(_device);
        var cancelled = new CancellationToken(canceled: true);
        Picture picture = TestPictures.Noise(17, 23, 1);
        Assert.Throws<OperationCanceledException>(() => net.Segment(picture, cancel: cancelled));
        Assert.Throws<OperationCanceledException>(() => net.Segment([picture], cancel: cancelled));
        Assert.True(net.SegmentAsync(picture, cancelled).IsCanceled);
        Assert.Equal(0, net.Completed);
        net.Segment(picture);
    }

    [Fact]
    public void A_device_that_knows_no_cancellation_looks_before_the_pass()
    {
        using var device = new TestDevice();
        using var net = new StepNet(device);
        Assert.Throws<OperationCanceledException>(() => net.Segment(TestPictures.Noise(3, 3, 1), cancel: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void More_pixels_than_a_pass_can_count_are_refused()
    {
        using var net = new StepNet(_device);
        Assert.Contains("at most 2147483647 pixels", Assert.Throws<ArgumentOutOfRangeException>(
            () => net.Segment([], [], int.MaxValue, int.MaxValue, int.MaxValue)).Message, StringComparison.Ordinal);
    }

    private static void Compare(float[] scores, float[] probabilities, int classes)
    {
        int pixels = scores.Length / classes;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            double[] row = [.. Enumerable.Range(0, classes).Select(c => (double)scores[c * pixels + pixel])];
            double largest = row.Max(), sum = row.Sum(score => Math.Exp(score - largest)), total = 0;
            for (int c = 0; c < classes; c++)
            {
                double expected = Math.Exp(row[c] - largest) / sum;
                Assert.InRange(probabilities[c * pixels + pixel], expected - 2e-6, expected + 2e-6);
                total += probabilities[c * pixels + pixel];
            }

            Assert.InRange(total, 1 - 1e-5, 1 + 1e-5);
        }
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        var values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
