using System;
using System.Linq;
using System.Numerics.Tensors;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>The network with two inputs and two heads beside its evaluation layer by layer.</summary>
internal static class BranchedCase
{
    private const int Height = 13;
    private const int Width = 18;

    public static void Check(Device device, double tolerance = Closeness.Tolerance)
    {
        using var network = new BranchedNet(device, seed: 5);
        NetworkCase.RandomiseBiases(network);
        float[] color = NetworkCase.RandomImage(3, Height, Width);
        float[] depth = NetworkCase.RandomImage(2, Height, Width);
        byte[] semantic = NetworkCase.RandomLabels(Height, Width, classes: 3);
        byte[] geometric = NetworkCase.RandomLabels(Height, Width, classes: 2);

        Tape tape = Tape.Of(network);
        (Map scoreSem, Map scoreGeo, double expectedLoss) = Evaluate(tape, Map.Of(color, 3, Height, Width), Map.Of(depth, 2, Height, Width), semantic, geometric);
        tape.Backward();

        Tensor<float> colorTensor = Tensor.Create(color, [1, 3, Height, Width]);
        Tensor<float> depthTensor = Tensor.Create(depth, [1, 2, Height, Width]);
        BranchedNet.Outputs outputs = network.Forward(colorTensor, depthTensor);
        Closeness.Check(scoreSem.Values, [.. outputs.Semantic], tolerance, "semantic");
        Closeness.Check(scoreGeo.Values, [.. outputs.Geometric], tolerance, "geometric");

        double loss = network.ForwardTraining([colorTensor, depthTensor], [semantic, semantic, geometric]);
        Assert.Equal(expectedLoss, loss, Math.Abs(expectedLoss) * tolerance / 2);
        network.Backward();
        Closeness.CheckGradients(tape, NetworkRun.GradientsOf(network), 1, tolerance);
    }

    private static (Map Semantic, Map Geometric, double Loss) Evaluate(Tape t, Map color, Map depth, byte[] semantic, byte[] geometric)
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
}
