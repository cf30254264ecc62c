using System;
using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>The networks with means of maps, broadcasts and resized maps, layer by layer.</summary>
internal static class ContextCases
{
    /// <summary>Means of maps.</summary>
    public static NetworkCase Context { get; } = new("context", d => new ContextNet(d, 3), EvaluateContext);

    /// <summary>Resized maps.</summary>
    public static NetworkCase Resized { get; } = new("resized", d => new ResizedNet(d, 3), EvaluateResized);

    private static (Map Scores, double Loss) EvaluateContext(Tape t, Map x, byte[] labels)
    {
        Map conv2 = t.Conv("conv2", t.MaxPool(t.Conv("conv1", x, 8, 3, pad: 1, relu: true), 2, 2), 6, 3, pad: 1, relu: true);
        Map everywhere = t.Broadcast(t.Conv("reduced", t.GlobalAvgPool(conv2), 5, 1, relu: true), conv2.Height, conv2.Width);
        Map conv3 = Leaky(t, t.Conv("conv3", t.Concat(everywhere, conv2), 7, 3, pad: 1), 0.1);
        Map gist = t.Pointwise(t.GlobalAvgPool(conv3), Sigmoid, v => Sigmoid(v) * (1 - Sigmoid(v)));
        Map votes = t.Broadcast(t.Conv("votes", gist, 4, 1), x.Height, x.Width);
        Map cropped = t.Crop(t.Deconv("upscore", t.Conv("score_fr", conv3, 4, 1), 4, 4, 2), 1, x.Height, x.Width);
        Map y = t.Sum((votes, 1), (cropped, 1));
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) EvaluateResized(Tape t, Map x, byte[] labels)
    {
        var bilinear = new ResizeReference(ResizeMode.Bilinear, ResizeCoordinates.HalfPixel, NearestRounding.Floor);
        Map conv2 = t.Conv("conv2", t.Conv("conv1", x, 8, 3, pad: 1, relu: true), 6, 2, stride: 2, pad: 1, relu: true);
        Map up3 = t.Resize(
            Leaky(t, t.Conv("conv3", conv2, 6, 3, stride: 2, pad: 1), 0.2), bilinear with { Coordinates = ResizeCoordinates.AlignedCorners }, conv2.Height, conv2.Width);
        Map fused = t.Pointwise(t.Sum((up3, 1), (conv2, 1)), v => Math.Max(0, v), v => v > 0 ? 1 : 0);
        Map everywhere = t.Resize(t.Conv("reduced", t.GlobalAvgPool(fused), 3, 1, relu: true), bilinear, fused.Height, fused.Width);
        Map score = t.Conv("score_fr", t.Concat(fused, everywhere), 4, 1);
        Map twice = t.Resize(score, bilinear with { StepH = 0.5, StepW = 0.5 }, 2 * score.Height, 2 * score.Width);
        var nearest = new ResizeReference(ResizeMode.Nearest, ResizeCoordinates.HalfPixel, NearestRounding.HalfUp, 2 / 3.0, 2 / 3.0);
        Map half = t.Resize(score, nearest, 3 * score.Height / 2, 3 * score.Width / 2);
        Map fromHalf = t.Resize(half, bilinear with { Coordinates = ResizeCoordinates.PyTorchHalfPixel }, x.Height, x.Width);
        Map y = t.Sum((fromHalf, 1), (t.Crop(twice, 0, x.Height, x.Width), 1));
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static Map Leaky(Tape t, Map x, double slope) => t.Pointwise(x, v => v > 0 ? v : slope * v, v => v > 0 ? 1 : slope);

    private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
}
