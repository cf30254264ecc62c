using System;
using System.Linq;
using System.Threading.Tasks;

namespace FcnGen.Training.Tests;

/// <summary>Two heads whose losses ignore different labels, against a network with each head alone.</summary>
public sealed class TwoHeadTests
{
    // What the window shows beyond a picture is void, in each head under its own label.
    private static readonly SolverOptions Options = new()
    {
        BaseRate = 0.05, MaxIterations = 8, BatchSize = 2, Crop = (24, 20), Augmentation = new MirrorAndJitter(Mirror: true, Jitter: 6),
    };

    private readonly Device _device = Device.Cpu(1);

    [Fact]
    public async Task Each_loss_ignores_its_own_label()
    {
        InMemoryDataset data = Classes(6);
        using var both = new TwoHeads(_device, seed: 3);
        using var first = new FirstHead(_device, seed: 5);
        using var second = new SecondHead(_device, seed: 6);
        foreach (Network alone in new Network[] { first, second })
        {
            foreach (Parameter parameter in alone.ParameterSet.All) parameter.Write(both.ParameterSet[parameter.Info.Name].Read().ToArray());
        }

        float[] start = Toy.AllWeights(both);
        foreach (Network network in new Network[] { both, first, second })
        {
            using var trainer = new Trainer(network, Options);
            await trainer.FitAsync(data);
        }

        Assert.NotEqual(start, Toy.AllWeights(both));
        foreach (Network alone in new Network[] { first, second })
        {
            foreach (Parameter parameter in alone.ParameterSet.All)
                Assert.Equal(parameter.Read().ToArray(), both.ParameterSet[parameter.Info.Name].Read().ToArray());
        }

        // Scored by the label that its own loss ignores.
        Assert.Equal(Evaluator.Evaluate(first, data).MeanIu, Evaluator.Evaluate(both, data, output: 0).MeanIu);
        Assert.Equal(Evaluator.Evaluate(second, data).MeanIu, Evaluator.Evaluate(both, data, output: 1).MeanIu);
        Assert.NotEqual(Evaluator.Evaluate(both, data, output: 1, ignoreLabel: 255).MeanIu, Evaluator.Evaluate(both, data, output: 1).MeanIu);
    }

    [Fact]
    public async Task A_label_that_one_loss_ignores_is_not_void_for_the_other()
    {
        Sample sample = Toy.Shape(1, 24, 20);
        Assert.Contains((byte)255, sample.Labels.Labels);
        using var network = new TwoHeads(_device);
        using var trainer = new Trainer(network, Options);
        string message = (await Assert.ThrowsAsync<LabelMismatchException>(() => trainer.FitAsync(new InMemoryDataset([sample])))).Message;
        Assert.Contains("the loss loss_b has 3 classes, so labels are 0 to 2, or 0 to ignore a pixel", message);
    }

    [Fact]
    public void The_description_tells_what_each_loss_takes()
    {
        LossInfo[] losses = [.. TwoHeads.Definition.Losses];
        Assert.Equal([("loss_a", 3, (byte?)255), ("loss_b", 3, 0)], losses.Select(loss => (loss.Name, loss.Classes, loss.IgnoreLabel)));
        Assert.True(losses[0].Takes(255) && !losses[1].Takes(255) && losses[1].Takes(0) && !losses[0].Takes(3));
    }

    [Fact]
    public async Task Beyond_a_picture_a_loss_needs_a_label_to_ignore()
    {
        using var network = new NoVoid(_device);
        using (var trainer = new Trainer(network, Options with { Augmentation = MirrorAndJitter.None, MaxIterations = 1 })) await trainer.FitAsync(Classes(2));
        using (var trainer = new Trainer(network, Options))
            Assert.Contains("declares no IgnoreLabel", (await Assert.ThrowsAsync<DatasetException>(() => trainer.FitAsync(Classes(2)))).Message);
    }

    // No void in the labels: 0 to 2 everywhere.
    private static InMemoryDataset Classes(int count) => new([.. Enumerable.Range(0, count).Select(i =>
    {
        Sample sample = Toy.Shape(i, 24, 20);
        sample.Labels.Labels.AsSpan().Replace((byte)255, (byte)0);
        return sample;
    })]);
}

[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class TwoHeads
{
    [Conv(6, Kernel = 3, Pad = 1, Frozen = true), Relu] public partial Layer Conv1 { get; }
    [Score(3)] public partial Layer ScoreA { get; }
    [SoftmaxLoss(IgnoreLabel = 255)] public partial Layer LossA { get; }
    [Score(3, From = nameof(Conv1))] public partial Layer ScoreB { get; }
    [SoftmaxLoss(IgnoreLabel = 0)] public partial Layer LossB { get; }
}

[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class FirstHead
{
    [Conv(6, Kernel = 3, Pad = 1, Frozen = true), Relu] public partial Layer Conv1 { get; }
    [Score(3)] public partial Layer ScoreA { get; }
    [SoftmaxLoss(IgnoreLabel = 255)] public partial Layer LossA { get; }
}

[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class SecondHead
{
    [Conv(6, Kernel = 3, Pad = 1, Frozen = true), Relu] public partial Layer Conv1 { get; }
    [Score(3)] public partial Layer ScoreB { get; }
    [SoftmaxLoss(IgnoreLabel = 0)] public partial Layer LossB { get; }
}

[FullyConvNet(Channels = 3)]
public partial class NoVoid
{
    [Score(3)] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = -1)] public partial Layer Loss { get; }
}
