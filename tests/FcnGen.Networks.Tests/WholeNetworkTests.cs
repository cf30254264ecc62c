using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using FcnGen.Networks.Tests.Reference;
using static FcnGen.Networks.Tests.Reference.ReferenceNetworks;

namespace FcnGen.Networks.Tests;

/// <summary>
/// Whole thin networks against an independent evaluation in double precision: scores, labels, losses, and the gradient of every
/// parameter. Errors are measured against the largest value of the tensor, as float32 sums of these lengths allow.
/// </summary>
public class WholeNetworkTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string, int, int> Cases => new MatrixTheoryData();

    private sealed class MatrixTheoryData : TheoryData<string, int, int>
    {
        public MatrixTheoryData()
        {
            foreach (string network in new[] { "ThinFcn32s", "ThinFcn16s", "ThinFcn8s", "ThinFcnAlexNet" })
                foreach ((int height, int width) in new[] { (37, 53), (1, 1) }) Add(network, height, width);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_a_layer_by_layer_evaluation(string name, int height, int width)
    {
        using Device device = Device.Cpu();
        using Network network = Create(name, device);
        RandomiseBiases(network);
        float[] image = RandomImage(3, height, width);
        byte[] labels = RandomLabels(height, width, classes: 5);

        var tape = new Tape(parameter => [.. network.ParameterSet[parameter].Read().Select(value => (double)value)]);
        var data = new Map(3, height, width);
        for (int i = 0; i < image.Length; i++) data.Values[i] = image[i];
        Result expected = Evaluate(name)(tape, data, labels);
        tape.Backward();

        var scores = new float[5 * height * width];
        network.Forward(image, scores, 1, height, width);
        AssertClose(expected.Scores[0].Values, scores, "scores");

        var segmented = new byte[height * width];
        network.Segment(image, segmented, 1, height, width);
        AssertSameClasses(expected.Scores[0], segmented);

        double loss = network.ForwardTraining(image, labels, 1, height, width);
        Assert.Equal(expected.Loss, loss, Math.Abs(expected.Loss) * 1e-5 + 1e-7);
        network.Backward();
        AssertGradients(network, tape, factor: 1);

        network.ForwardTraining(image, labels, 1, height, width);
        network.Backward(accumulate: true);
        AssertGradients(network, tape, factor: 2);
    }

    [Fact]
    public void A_branched_network_with_two_inputs_and_two_heads_agrees_too()
    {
        const int height = 13, width = 18;
        using Device device = Device.Cpu();
        using var network = new BranchedNet(device, seed: 5);
        RandomiseBiases(network);
        float[] color = RandomImage(3, height, width);
        float[] depth = RandomImage(2, height, width);
        byte[] semantic = RandomLabels(height, width, classes: 3);
        byte[] geometric = RandomLabels(height, width, classes: 2);

        var tape = new Tape(parameter => [.. network.ParameterSet[parameter].Read().Select(value => (double)value)]);
        (Map scoreSem, Map scoreGeo, double expectedLoss) = Branched(tape, ToMap(color, 3, height, width), ToMap(depth, 2, height, width), semantic, geometric);
        tape.Backward();

        Tensor<float> colorTensor = Tensor.Create(color, [1, 3, height, width]);
        Tensor<float> depthTensor = Tensor.Create(depth, [1, 2, height, width]);
        BranchedNet.Outputs outputs = network.Forward(colorTensor, depthTensor);
        AssertClose(scoreSem.Values, [.. outputs.Semantic], "semantic");
        AssertClose(scoreGeo.Values, [.. outputs.Geometric], "geometric");

        double loss = network.ForwardTraining([colorTensor, depthTensor], [semantic, semantic, geometric]);
        Assert.Equal(expectedLoss, loss, Math.Abs(expectedLoss) * 1e-5);
        network.Backward();
        AssertGradients(network, tape, factor: 1);
    }

    [Fact]
    public void A_network_with_two_inputs_does_not_run_on_one()
    {
        using Device device = Device.Cpu();
        using var network = new BranchedNet(device);
        var image = new float[3 * 13 * 18];
        var labels = new byte[13 * 18];
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => network.Segment(image, labels, 1, 13, 18));
        Assert.Contains("color, depth", error.Message);
        Assert.Throws<InvalidOperationException>(() => network.ForwardTraining(image, labels, 1, 13, 18));
        Assert.Throws<InvalidOperationException>(() => network.Forward(image, new float[3 * 13 * 18], 1, 13, 18));
    }

    private static (Map Semantic, Map Geometric, double Loss) Branched(Tape t, Map color, Map depth, byte[] semantic, byte[] geometric)
    {
        Map Stem(Map x, string suffix) =>
            t.Conv("stem2" + suffix, t.Conv("stem1" + suffix, x, 4, 3, pad: 9, relu: true), 5, 3, pad: 1, relu: true);
        Map fused = t.Sum((Stem(color, "color"), 0.25), (Stem(depth, "depth"), 0.75));
        Map wide = t.DilatedConv("wide", fused, 4, 3, pad: 2, dilation: 2, relu: true);
        Map mean = t.Conv("mean_projection", t.AvgPool3(fused), 3, 1, relu: true);
        Map pool = t.MaxPool(t.Concat(wide, mean, fused), 2, 2);
        Map deep = t.Conv("deep", pool, 6, 3);
        Map skip = t.Concat(deep, t.Crop(pool, 1, deep.Height, deep.Width));
        Map scoreSem = t.Crop(t.BiasedDeconv("upscore_sem", t.Conv("score_sem", skip, 3, 1), 3, 4, 2), 7, color.Height, color.Width);
        Map scoreGeo = t.Crop(t.Deconv("upscore_geo", t.Conv("score_geo", skip, 2, 1), 2, 4, 2), 7, color.Height, color.Width);
        double loss = t.SoftmaxLoss(scoreSem, semantic, 255, mean: true)
            + t.SoftmaxLoss(scoreSem, semantic, 255, mean: false, weight: 0.01) + t.SoftmaxLoss(scoreGeo, geometric, 255, mean: true, weight: 0.5);
        return (scoreSem, scoreGeo, loss);
    }

    private static Network Create(string name, Device device) => name switch
    {
        "ThinFcn32s" => new ThinFcn32s(device, seed: 1),
        "ThinFcn16s" => new ThinFcn16s(device, seed: 2),
        "ThinFcn8s" => new ThinFcn8s(device, seed: 3),
        _ => new ThinFcnAlexNet(device, seed: 4),
    };

    private static Func<Tape, Map, byte[], Result> Evaluate(string name) => name switch
    {
        "ThinFcn32s" => ReferenceNetworks.Fcn32s,
        "ThinFcn16s" => ReferenceNetworks.Fcn16s,
        "ThinFcn8s" => ReferenceNetworks.Fcn8s,
        _ => ReferenceNetworks.AlexNet,
    };

    private static void RandomiseBiases(Network network)
    {
        var random = new Random(7);
        foreach (Parameter parameter in network.ParameterSet.All.Where(parameter => parameter.Info.Layout == ParameterLayout.Vector))
            parameter.Write([.. Enumerable.Range(0, (int)parameter.Info.Count).Select(_ => (float)(random.NextDouble() - 0.4) * 0.2f)]);
    }

    private static float[] RandomImage(int channels, int height, int width)
    {
        var random = new Random(height * 1000 + width);
        return [.. Enumerable.Range(0, channels * height * width).Select(_ => (float)(random.NextDouble() * 4 - 2))];
    }

    private static byte[] RandomLabels(int height, int width, int classes)
    {
        var random = new Random(classes);
        byte[] labels = [.. Enumerable.Range(0, height * width).Select(_ => (byte)random.Next(classes))];
        for (int i = 3; i < labels.Length; i += 7) labels[i] = 255;
        return labels;
    }

    private static Map ToMap(float[] values, int channels, int height, int width)
    {
        var map = new Map(channels, height, width);
        for (int i = 0; i < values.Length; i++) map.Values[i] = values[i];
        return map;
    }

    private static void AssertGradients(Network network, Tape tape, double factor)
    {
        Assert.Equal(network.ParameterSet.All.Select(parameter => parameter.Info.Name).Order(), tape.Parameters.Keys.Order());
        foreach ((string name, Weights weights) in tape.Parameters)
            AssertClose([.. weights.Gradients.Select(value => factor * value)], [.. network.ParameterSet[name].ReadGradient()], "gradient of " + name);
    }

    private static void AssertClose(double[] expected, IReadOnlyList<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Count);
        double largest = expected.Max(Math.Abs);
        double worst = Enumerable.Range(0, expected.Length).Max(i => Math.Abs(expected[i] - actual[i]));
        Assert.True(worst <= Tolerance * largest + 1e-9, $"{what}: off by {worst:G3}, largest value {largest:G3}");
    }

    /// <summary>Labels must be those of the largest score, except where two scores are closer than rounding can tell.</summary>
    private static void AssertSameClasses(Map scores, byte[] labels)
    {
        int plane = scores.Height * scores.Width;
        double margin = Tolerance * scores.Values.Max(Math.Abs);
        for (int pixel = 0; pixel < plane; pixel++)
        {
            double best = Enumerable.Range(0, scores.Channels).Max(c => scores.Values[c * plane + pixel]);
            Assert.True(scores.Values[labels[pixel] * plane + pixel] >= best - 2 * margin, $"pixel {pixel} was given class {labels[pixel]}");
        }
    }
}
