using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using FcnGen.Gpu;
using FcnGen.Samples;

namespace FcnGen.GpuKit;

/// <summary>
/// <c>operations</c>: small networks that together use every operation, run on the device and on the cpu device with the same
/// parameters, pictures, labels and random masks. Scores, labels, loss, every gradient, gradients added up, and a step of the solver
/// must agree; a second run must give the same bits.
/// </summary>
internal sealed class OperationChecks(string name, Precision precision, Network found, Network expected, int batch, int height, int width)
{
    private const int Seed = 5;

    public static int Run(KitOptions options)
    {
        using Device device = options.OpenAny();
        using Device cpu = Device.Cpu();
        (int height, int width) = options.Text("size") is null ? (43, 58) : options.Size();
        int batch = options.Number("batch", 2);
        foreach (NetworkType network in Chosen(options.Text("net")))
        {
            using Network found = network.Create(device), expected = network.Create(cpu);
            RandomValues.Fill(found, Seed);
            RandomValues.Fill(expected, Seed);
            new OperationChecks(network.Description.Name, options.Precision, found, expected, batch, height, width).Run();
        }

        return ExitCode.Success;
    }

    private static NetworkType[] Chosen(string? only)
    {
        NetworkType[] chosen = [.. KitNetworks.Operations.Where(network => only is null || only == network.Description.Name)];
        return chosen.Length > 0
            ? chosen
            : throw new ProgramException($"net={only}: there are {string.Join(", ", KitNetworks.Operations.Select(network => network.Description.Name))}.");
    }

    private void Run()
    {
        // Tensor cores round factors to 10 bits; single changes of a maximum or of a ReLU's sign follow from that.
        bool strict = precision == Precision.Strict;
        double forwardLimit = strict ? 2e-5 : 5e-3, gradientLimit = strict ? 1e-3 : 5e-2, labelLimit = strict ? 1e-3 : 2e-2;
        NetworkDescription description = found.Description;
        Layer output = description.Outputs[0];
        var image = new float[batch * description.Layers[0].Channels * height * width];
        RandomValues.Normal(image, Seed + 1, 1);
        byte[] truth = RandomValues.Labels(batch * height * width, output.Classes, Seed + 2);

        Report("scores", Deviation.OfLargest(Scores(found, image, output.Channels), Scores(expected, image, output.Channels)), forwardLimit);
        Report("labels", Deviation.OfLabels(Labels(found, image), Labels(expected, image)), labelLimit);
        double loss = Train(found, image, truth, accumulate: false), expectedLoss = Train(expected, image, truth, accumulate: false);
        Report("loss", Math.Abs(loss - expectedLoss) / Math.Abs(expectedLoss), forwardLimit);
        ReportGradients("gradient", gradientLimit);
        float[][] first = [.. found.ParameterSet.All.Select(Gradient)];
        found.Iteration = expected.Iteration = 0;
        Train(found, image, truth, accumulate: false);
        Report("repeats bit for bit", found.ParameterSet.All.Zip(first).Sum(pair => Gradient(pair.First).AsSpan().SequenceEqual(pair.Second) ? 0 : 1), 0);
        Train(expected, image, truth, accumulate: false);
        Train(found, image, truth, accumulate: true);
        Train(expected, image, truth, accumulate: true);
        ReportGradients("sum of gradients", gradientLimit);
        foreach (SolverAlgorithm algorithm in Enum.GetValues<SolverAlgorithm>())
        {
            Step(found, algorithm);
            Step(expected, algorithm);
            Report(
                $"parameters after a step of {algorithm}",
                found.ParameterSet.All.Zip(expected.ParameterSet.All).Max(pair => Deviation.OfNorm(Values(pair.First), Values(pair.Second))), gradientLimit);
        }
    }

    private double Train(Network network, float[] image, byte[] truth, bool accumulate)
    {
        double loss = network.ForwardTraining(image, truth, batch, height, width);
        network.Backward(accumulate);
        return loss;
    }

    private static void Step(Network network, SolverAlgorithm algorithm)
    {
        var options = new SolverOptions { Algorithm = algorithm, BaseRate = 0.01, Momentum = 0.9, WeightDecay = 5e-4 };

        // Adam divides by the gradient's size: without a bound and an ε of that order, the noise of small gradients would be whole steps.
        if (algorithm != SolverAlgorithm.Sgd) options = options with { ClipGradients = 1, Epsilon = 0.01 };
        using var optimizer = new Optimizer(network.Device, network.ParameterSet, options);
        optimizer.Step(options, 0, batches: 1);
        optimizer.Step(options, 1, batches: 1);
    }

    private float[] Scores(Network network, float[] image, int channels)
    {
        IReadOnlyList<(int Height, int Width)> sizes = network.Description.Sizes(height, width);
        (int scoreHeight, int scoreWidth) = sizes[network.Description.Layers.Select((layer, i) => (layer, i)).First(one => one.layer.IsOutput).i];
        var scores = new float[batch * channels * scoreHeight * scoreWidth];
        network.Forward(image, scores, batch, height, width);
        return scores;
    }

    private byte[] Labels(Network network, float[] image)
    {
        var labels = new byte[batch * height * width];
        network.Segment(image, labels, batch, height, width);
        return labels;
    }

    /// <summary>The gradient of a parameter, in the order of weight files.</summary>
    internal static float[] Gradient(Parameter parameter) => Flat(parameter.ReadGradient());

    private static float[] Values(Parameter parameter) => Flat(parameter.Read());

    private static float[] Flat(Tensor<float> tensor)
    {
        var values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private void ReportGradients(string what, double limit)
    {
        foreach ((Parameter mine, Parameter theirs) in found.ParameterSet.All.Zip(expected.ParameterSet.All))
        {
            if (mine.Info.IsTrained) Report($"{what} {mine.Info.Name}", Deviation.OfNorm(Gradient(mine), Gradient(theirs)), limit);
        }
    }

    private void Report(string what, double error, double limit) => Json.Print(json =>
    {
        json.WriteString("check", name);
        json.WriteString("what", what);
        json.WriteNumber("error", double.IsFinite(error) ? error : 1e30);
        json.WriteNumber("limit", limit);
        json.WriteBoolean("ok", error <= limit);
    });
}
