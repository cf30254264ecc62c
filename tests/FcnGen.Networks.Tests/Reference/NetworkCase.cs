using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>A network beside its evaluation layer by layer.</summary>
/// <param name="Name">What the case is about.</param>
/// <param name="Create">Makes the network.</param>
/// <param name="Evaluate">The scores of the output and the loss.</param>
/// <param name="Output">Which output is compared.</param>
internal sealed record NetworkCase(string Name, Func<Device, Network> Create, Func<Tape, Map, byte[], (Map Scores, double Loss)> Evaluate, int Output = 0)
{
    /// <summary>The network on a device, with biases that are not zero.</summary>
    public Network On(Device device)
    {
        Network network = Create(device);
        RandomiseBiases(network);
        return network;
    }

    /// <summary>
    /// Runs the network in every way and compares with double precision. Errors are measured against the largest value of the tensor, as
    /// float32 sums of these lengths allow.
    /// </summary>
    /// <returns>What it computed.</returns>
    public NetworkRun Check(Device device, int height, int width, double tolerance = Closeness.Tolerance)
    {
        using Network network = On(device);
        float[] image = RandomImage(3, height, width);
        (Tape tape, Map scores, double loss) = Expected(network, image, height, width);
        NetworkRun run = NetworkRun.Of(network, image, RandomLabels(height, width, LabelClasses(network)), height, width, Output);
        Closeness.Check(scores.Values, run.Scores, tolerance, "scores");
        Closeness.CheckLabels(network.Description.Outputs[Output], scores, run.Labels, tolerance);
        Assert.Equal(loss, run.Loss, Math.Abs(loss) * tolerance / 2 + 1e-7);
        Closeness.CheckGradients(tape, run.Gradients, 1, tolerance);

        network.ForwardTraining(image, RandomLabels(height, width, LabelClasses(network)), 1, height, width);
        network.Backward(accumulate: true);
        Closeness.CheckGradients(tape, NetworkRun.GradientsOf(network), 2, tolerance);
        return run;
    }

    /// <summary>What a network computes from the random picture of this size.</summary>
    public NetworkRun Run(Device device, int height, int width)
    {
        using Network network = On(device);
        return NetworkRun.Of(network, RandomImage(3, height, width), RandomLabels(height, width, LabelClasses(network)), height, width, Output);
    }

    /// <summary>Gives every bias small random values.</summary>
    public static void RandomiseBiases(Network network)
    {
        var random = new Random(7);
        foreach (Parameter parameter in network.ParameterSet.All.Where(parameter => parameter.Info.Layout == ParameterLayout.Vector))
            parameter.Write([.. Enumerable.Range(0, (int)parameter.Info.Count).Select(_ => (float)(random.NextDouble() - 0.4) * 0.2f)]);
    }

    public static float[] RandomImage(int channels, int height, int width)
    {
        var random = new Random(height * 1000 + width);
        return [.. Enumerable.Range(0, channels * height * width).Select(_ => (float)(random.NextDouble() * 4 - 2))];
    }

    /// <summary>Random classes, every seventh pixel ignored.</summary>
    public static byte[] RandomLabels(int height, int width, int classes)
    {
        var random = new Random(classes);
        byte[] labels = [.. Enumerable.Range(0, height * width).Select(_ => (byte)random.Next(classes))];
        for (int i = 3; i < labels.Length; i += 7) labels[i] = 255;
        return labels;
    }

    /// <summary>The fewest classes of a loss.</summary>
    public static int LabelClasses(Network network) => network.Description.Layers.Where(layer => layer.IsOutput).Min(layer => layer.Classes);

    public override string ToString() => Name;

    private (Tape Tape, Map Scores, double Loss) Expected(Network network, float[] image, int height, int width)
    {
        Tape tape = Tape.Of(network);
        (Map scores, double loss) = Evaluate(tape, Map.Of(image, 3, height, width), RandomLabels(height, width, LabelClasses(network)));
        tape.Backward();
        return (tape, scores, loss);
    }
}
