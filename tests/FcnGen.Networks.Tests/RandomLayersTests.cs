using System;
using System.Linq;
using FcnGen.Networks.Tests.Reference;

namespace FcnGen.Networks.Tests;

/// <summary>Dropout inside a layer (with and without a ReLU), as a layer of its own, and a sampled, class-weighted loss.</summary>
[FullyConvNet(Channels = 2)]
public partial class RandomNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu, Dropout(0.5)] public partial Layer First { get; }
    [Conv(5, Kernel = 3, Pad = 1), Dropout(0.25)] public partial Layer Second { get; }
    [Dropout(0.4)] public partial Layer Third { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = 7, KeepProbability = 0.6, ClassWeights = [0.5, 1, 2])] public partial Layer Loss { get; }
}

/// <summary>The random layers against plain loops that toss the same coins.</summary>
public class RandomLayersTests
{
    private const int Height = 9, Width = 11;

    // The layers' indices: inputs first, then declaration order. Each is the stream of its layer's coins.
    private const int FirstStream = 1, SecondStream = 2, ThirdStream = 3, LossStream = 5;

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_000_000)]
    public void Training_agrees_with_plain_loops_that_toss_the_same_coins(long iteration)
    {
        using Device device = Device.Cpu();
        using var network = new RandomNet(device, seed: 11) { Iteration = iteration };
        var random = new Random(4);
        float[] image = [.. Enumerable.Range(0, 2 * Height * Width).Select(_ => (float)random.NextDouble() - 0.5f)];
        byte[] labels = [.. Enumerable.Range(0, Height * Width).Select(i => (byte)(i % 13 == 0 ? 7 : random.Next(3)))];

        Tape tape = Tape.Of(network);
        Map data = Map.Of(image, 2, Height, Width);
        Map first = tape.Times(tape.Conv("first", data, 6, 3, pad: 1, relu: true), Dropout(network.KeyOf(FirstStream), 0.5, channels: 6));
        Map second = tape.Times(tape.Conv("second", first, 5, 3, pad: 1), Dropout(network.KeyOf(SecondStream), 0.25, channels: 5));
        Map third = tape.Times(second, Dropout(network.KeyOf(ThirdStream), 0.4, channels: 5));
        Map score = tape.Conv("score", third, 3, 1);
        uint key = network.KeyOf(LossStream);
        bool Kept(int pixel) => CounterRandom.Bits(key, (uint)pixel) < 0.6 * 4294967296.0;
        byte[] sampled = [.. labels.Select((label, pixel) => Kept(pixel) ? label : (byte)7)];
        double expected = tape.SoftmaxLoss(score, sampled, 7, mean: true, classWeights: [0.5, 1, 2]);
        tape.Backward();

        double loss = network.ForwardTraining(image, labels, 1, Height, Width);
        network.Backward();
        Assert.Equal(expected, loss, 1e-5);
        Assert.Equal(sampled.Count(label => label != 7), network.ReadLoss(0).Pixels);
        Assert.Equal(iteration + 1, network.Iteration);
        foreach ((string name, Weights weights) in tape.Parameters)
        {
            float[] gradient = [.. network.ParameterSet[name].ReadGradient()];
            double largest = weights.Gradients.Max(Math.Abs);
            for (int i = 0; i < gradient.Length; i++) Assert.Equal(weights.Gradients[i], gradient[i], 2e-5 * largest + 1e-9);
        }
    }

    [Fact]
    public void The_ignored_label_is_known_to_whoever_reads_data_for_the_network()
    {
        Assert.Equal(7, RandomNet.Definition.IgnoreLabel);
        Assert.Equal(255, Fcn8s.Definition.IgnoreLabel);
    }

    [Fact]
    public void Inference_drops_nothing()
    {
        using Device device = Device.Cpu();
        using var network = new RandomNet(device, seed: 11);
        float[] image = [.. Enumerable.Range(0, 2 * Height * Width).Select(i => (float)Math.Sin(i))];
        Tape tape = Tape.Of(network);
        Map data = Map.Of(image, 2, Height, Width);
        Map expected = tape.Conv("score", tape.Conv("second", tape.Conv("first", data, 6, 3, pad: 1, relu: true), 5, 3, pad: 1), 3, 1);

        var scores = new float[3 * Height * Width];
        network.Forward(image, scores, 1, Height, Width);
        for (int i = 0; i < scores.Length; i++) Assert.Equal(expected.Values[i], scores[i], 1e-5);
    }

    private static Func<int, int, int, double> Dropout(uint key, double ratio, int channels) => Coins.Dropout(key, ratio, channels, Width);
}
