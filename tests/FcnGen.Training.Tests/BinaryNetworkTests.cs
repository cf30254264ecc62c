using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>A yes or no for each pixel, from data to labels: two classes everywhere, whose network has one channel.</summary>
public sealed class BinaryNetworkTests : TemporaryFolder
{
    private static readonly SolverOptions Options = new() { BaseRate = 0.2, MaxIterations = 150, Momentum = 0.9, Policy = LearningRatePolicy.Poly };

    private readonly Device _device = Device.Cpu(1);

    [Fact]
    public async Task Training_learns_and_labels_follow_the_threshold()
    {
        (IDataset training, IDataset heldOut) = Rectangles(20).Split(every: 5);
        using var network = new YesNet(_device, seed: 1);
        SegmentationMetrics before = Evaluator.Evaluate(network, heldOut);
        var seen = new List<TrainingProgress>();
        using var trainer = new Trainer(network, Options);
        await trainer.FitAsync(training, new Told<TrainingProgress>(seen.Add));
        SegmentationMetrics after = Evaluator.Evaluate(network, heldOut);
        Assert.Equal((2, 2), (before.Classes.Count, after.Classes.Count));
        Assert.Equal(0, before.Classes[1].Predicted); // a score of 0 is a probability of one half, which the threshold is not below
        Assert.True(after.MeanIu > 0.85, $"mean IU after training is {after.MeanIu}");
        Assert.Equal(Math.Log(2), seen[0].Loss, 1e-5);
        Assert.True(seen[^1].SmoothedLoss < 0.1, $"the loss after training is {seen[^1].SmoothedLoss}");

        Picture picture = heldOut.Load(0).Picture;
        float[] scores = Flat(network.Scores(picture)), probabilities = Flat(network.Probabilities(picture));
        byte[] labels = network.Segment(picture).Labels;
        Assert.Equal(scores.Select(score => (byte)(score > 0 ? 1 : 0)), labels);
        Assert.Equal((byte[])[0, 1], labels.Distinct().Order());
        for (int i = 0; i < scores.Length; i++) Assert.Equal(1 / (1 + Math.Exp(-scores[i])), probabilities[i], 1e-6);
        var confusion = new ConfusionMatrix(2);
        for (int i = 0; i < heldOut.Count; i++) confusion.Add(heldOut.Load(i).Labels.Labels, network.Segment(heldOut.Load(i).Picture).Labels);
        Assert.Equal(new SegmentationMetrics(confusion).MeanIu, after.MeanIu);

        // The same weights where a label of 1 takes a probability of 0.9: fewer pixels.
        using var sure = new SureNet(_device, seed: 2);
        foreach (Parameter parameter in sure.ParameterSet.All) parameter.Write([.. network.ParameterSet[parameter.Info.Name].Read()]);
        byte[] fewer = sure.Segment(picture).Labels;
        Assert.Equal(probabilities.Select(p => (byte)(p > 0.9f ? 1 : 0)), fewer);
        Assert.InRange(fewer.Count(label => label == 1), 1, labels.Count(label => label == 1) - 1);
    }

    [Fact]
    public async Task A_resumed_training_is_that_without_a_break()
    {
        InMemoryDataset data = Rectangles(4);
        SolverOptions options = Options with { MaxIterations = 6, BatchSize = 2, Policy = LearningRatePolicy.Fixed, CheckpointFolder = At("run") };
        using var straight = new SampledYesNet(_device, seed: 3);
        using (var trainer = new Trainer(straight, options with { CheckpointFolder = At("straight") })) await trainer.FitAsync(data);
        using (var first = new SampledYesNet(_device, seed: 3))
        using (var trainer = new Trainer(first, options with { MaxIterations = 3 })) await trainer.FitAsync(data);

        using var resumed = new SampledYesNet(_device, seed: 9);
        float[] start = Toy.AllWeights(resumed);
        using (var trainer = new Trainer(resumed, options))
        {
            trainer.Resume(At("run"));
            Assert.Equal(3, trainer.Iteration);
            await trainer.FitAsync(data);
        }

        Assert.NotEqual(start, Toy.AllWeights(straight));
        Assert.Equal(Toy.AllWeights(straight), Toy.AllWeights(resumed));
    }

    [Fact]
    public async Task A_label_that_is_neither_0_nor_1_is_refused_before_training_and_by_the_evaluator()
    {
        Sample sample = Toy.Shape(1, 20, 24); // with the classes 0 to 2
        var data = new InMemoryDataset([sample]);
        using var network = new YesNet(_device);
        using var trainer = new Trainer(network, Options);
        foreach (Func<Task> use in new Func<Task>[] { () => trainer.FitAsync(data), () => Task.Run(() => Evaluator.Evaluate(network, data)) })
        {
            string message = (await Assert.ThrowsAsync<LabelMismatchException>(use)).Message;
            Assert.Contains("has 2 classes, so labels are 0 to 1, or 255 to ignore a pixel", message, StringComparison.Ordinal);
        }

        DatasetReport report = DatasetCheck.Run(data, new DatasetCheckOptions { Network = network.Description });
        Assert.Contains("labels are 0 to 1", Assert.Single(report.Problems).Error.Message, StringComparison.Ordinal);
        Assert.Contains("labels are 0 to 1", Assert.Throws<LabelException>(() => network.ForwardTraining(new float[3 * 20 * 24], sample.Labels.Labels, 1, 20, 24)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_at_hand_are_labelled_as_the_network_labels()
    {
        Layer yes = YesNet.Definition.Outputs[0], sure = SureNet.Definition.Outputs[0], toy = ToyNet.Definition.Outputs[0];
        Assert.Equal(0, yes.LabelThreshold);
        Assert.Equal((float)Math.Log(9), sure.LabelThreshold!.Value, 1e-6f);
        var labels = new byte[4];
        yes.LabelsOf([0, 1e-30f, -1, float.NaN], labels);
        Assert.Equal([0, 1, 0, 0], labels);
        sure.LabelsOf([2.1972f, 2.1973f, -3, float.PositiveInfinity], labels);
        Assert.Equal([0, 1, 0, 1], labels);
        toy.LabelsOf([1, 2, 0, float.NaN, 1, 3, -1, 5, 0, 4, 2, 6], labels);
        Assert.Equal([0, 2, 2, 0], labels);
        Assert.Contains("has 3 channels, so 4 labels are of 12 scores; 11 were given", Assert.Throws<ArgumentException>(() => toy.LabelsOf(new float[11], labels)).Message, StringComparison.Ordinal);
        Assert.Throws<NoLabelMapException>(() => (toy with { Channels = 257 }).LabelsOf(new float[257], labels.AsSpan(0, 1)));
    }

    /// <summary>Dark pictures with a bright rectangle, which is the yes, and a void frame around it.</summary>
    private static InMemoryDataset Rectangles(int count) => new([.. Enumerable.Range(0, count).Select(i =>
    {
        Sample sample = Toy.Shape(i, 20, 24);
        sample.Labels.Labels.AsSpan().Replace((byte)2, (byte)0);
        return sample;
    })]);

    private static float[] Flat(Tensor<float> tensor)
    {
        var values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}

/// <summary>One channel, labelled at one half.</summary>
[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class YesNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Score(1)] public partial Layer Score { get; }
    [SigmoidLoss] public partial Layer Loss { get; }
}

/// <summary>The same, labelled at 0.9.</summary>
[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class SureNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Score(1), Threshold(0.9)] public partial Layer Score { get; }
    [SigmoidLoss] public partial Layer Loss { get; }
}

/// <summary>The same with what random numbers touch.</summary>
[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class SampledYesNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu, Dropout(0.3)] public partial Layer Conv1 { get; }
    [Score(1)] public partial Layer Score { get; }
    [SigmoidLoss(KeepProbability = 0.8)] public partial Layer Loss { get; }
}
