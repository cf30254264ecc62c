using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>Colour and a 16-bit depth in, two heads with labels of their own, and everything random: dropout and loss sampling.</summary>
[FullyConvNet]
public partial class DepthNet
{
    [Input(3, Order = ChannelOrder.Bgr, Mean = [100, 110, 120], Deviation = [50, 60, 70])] public partial Layer Color { get; }
    [Input(1, Mean = [20000], Scale = 1 / 10000.0)] public partial Layer Depth { get; }
    [Concat(nameof(Color), nameof(Depth))] public partial Layer Both { get; }
    [Conv(6, Kernel = 3, Pad = 1), Relu, Dropout(0.3)] public partial Layer Conv1 { get; }
    [Score(3)] public partial Layer ScoreSemantic { get; }
    [SoftmaxLoss(KeepProbability = 0.9)] public partial Layer LossSemantic { get; }
    [Score(2, From = nameof(Conv1))] public partial Layer ScoreGeometric { get; }
    [SoftmaxLoss(IgnoreLabel = 7, Weight = 0.5)] public partial Layer LossGeometric { get; }
}

/// <summary>Five bands of 16 bits.</summary>
[FullyConvNet(Channels = 5, Mean = [100, 200, 300, 400, 500], Deviation = [1000, 2000, 3000, 4000, 5000])]
public partial class BandNet
{
    [Conv(4, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Score(3)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

internal static class Depths
{
    public static Dictionary<string, Raster> Inputs(int seed, int height = 14, int width = 17)
    {
        var random = new Random(seed);
        return new()
        {
            ["color"] = TestPictures.Noise(height, width, seed),
            ["depth"] = new Raster([.. Enumerable.Range(0, height * width).Select(_ => (ushort)random.Next(1 << 16))], 1, width, height),
        };
    }

    public static Dictionary<string, LabelMap> Labels(int seed, int height = 14, int width = 17) => new()
    {
        ["loss_semantic"] = Map(seed, [0, 1, 2, 255], height, width),
        ["loss_geometric"] = Map(seed + 1000, [0, 1, 7], height, width),
    };

    public static InMemoryDataset Samples(int count, int height = 14, int width = 17) =>
        new([.. Enumerable.Range(0, count).Select(i => new Sample($"depth{i}", Inputs(i, height, width), Labels(i, height, width)))]);

    public static LabelMap Map(int seed, byte[] labels, int height, int width)
    {
        var random = new Random(seed);
        return new LabelMap([.. Enumerable.Range(0, height * width).Select(_ => labels[random.Next(labels.Length)])], width, height);
    }

    public static Raster Bands(int seed, int height = 14, int width = 17)
    {
        var random = new Random(seed);
        return new Raster([.. Enumerable.Range(0, height * width * 5).Select(_ => (ushort)random.Next(1 << 16))], 5, width, height);
    }
}
