using System;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>A skip network with everything that random numbers and multipliers touch: dropout, loss sampling, a frozen layer.</summary>
[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class ToyNet
{
    [Conv(6, Kernel = 3, Pad = 8), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(8, Kernel = 3, Pad = 1, LrMult = 0.5, DecayMult = 3), Relu, Dropout(0.3)] public partial Layer Conv2 { get; }
    [Conv(8, Kernel = 1, Frozen = true), Relu] public partial Layer Conv3 { get; }
    [Score(3)] public partial Layer ScoreFr { get; }
    [Deconv(3, Kernel = 4, Stride = 2)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(KeepProbability = 0.9)] public partial Layer Loss { get; }
}

internal static class Toy
{
    /// <summary>Dark pictures with a red (class 1) and a green (class 2) rectangle and a void frame around each.</summary>
    public static InMemoryDataset Shapes(int count, int height = 20, int width = 24) => new([.. Enumerable.Range(0, count).Select(i => Shape(i, height, width))]);

    public static Sample Shape(int seed, int height, int width)
    {
        var random = new Random(seed);
        var pixels = new byte[height * width * 3];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.Next(60);
        var labels = new byte[height * width];
        for (byte label = 1; label <= 2; label++)
        {
            int top = random.Next(height / 2), left = random.Next(width / 2);
            for (int y = top; y < top + height / 3; y++)
            {
                for (int x = left; x < left + width / 3; x++)
                {
                    bool edge = y == top || x == left;
                    labels[y * width + x] = edge ? (byte)255 : label;
                    pixels[(y * width + x) * 3 + label - 1] = (byte)(180 + random.Next(60));
                }
            }
        }

        return new Sample($"shape{seed:D3}", new Picture(pixels, width, height), new LabelMap(labels, width, height));
    }

    /// <summary>A network whose scores are not all zero, as an untrained one's are.</summary>
    public static ToyNet Random(Device device)
    {
        var net = new ToyNet(device);
        var random = new Random(5);
        var weights = new float[net.Parameters.ScoreFr.Weight.Info.Count];
        foreach (ref float weight in weights.AsSpan()) weight = random.NextSingle() - 0.5f;
        net.Parameters.ScoreFr.Weight.Write(weights);
        return net;
    }

    public static float[] AllWeights(Network network) => [.. network.ParameterSet.All.SelectMany(parameter =>
    {
        var values = new float[parameter.Info.Count];
        parameter.Values.Read(values);
        return values;
    })];
}

/// <summary>Calls back on the reporting thread.</summary>
internal sealed class Told<T>(Action<T> act) : IProgress<T>
{
    public void Report(T value) => act(value);
}
