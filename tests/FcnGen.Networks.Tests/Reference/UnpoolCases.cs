using System;
using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>The networks with unpoolings, layer by layer.</summary>
internal static class UnpoolCases
{
    private static readonly PoolReference s_halves = PoolReference.Square(2, 2, 0), s_thirds = PoolReference.Square(3, 3, 1), s_rows = new(2, 1, 2, 1, 0, 0, 0, 0);

    /// <summary>A SegNet with skips.</summary>
    public static NetworkCase SegNet { get; } = new("a small SegNet", d => new TinySegNet(d, 3), EvaluateSegNet);

    /// <summary>In the combinations that share memory.</summary>
    public static NetworkCase Tangle { get; } = new("unpoolings that share memory", d => new UnpoolTangleNet(d, 3), EvaluateTangle);

    /// <summary>A max pooling by halves, rounded up, with its winners.</summary>
    public static (Map Y, byte[] Winners) Halve(Tape t, Map x) => t.MaxPoolKeeping(x, s_halves, (x.Height + 1) / 2, (x.Width + 1) / 2);

    /// <summary>Its undoing.</summary>
    public static Map Double(Tape t, Map x, byte[] winners, Map pooled) => t.Unpool(x, s_halves, winners, pooled);

    /// <summary>Through x where it is positive, else the slope times x.</summary>
    public static Map Leaky(Tape t, Map x, double slope) => t.Pointwise(x, v => v > 0 ? v : slope * v, v => v > 0 ? 1 : slope);

    private static (Map Scores, double Loss) EvaluateSegNet(Tape t, Map x, byte[] labels)
    {
        Map conv1 = t.Conv("conv1", x, 6, 3, pad: 1, relu: true);
        (Map pool1, byte[] winners1) = Halve(t, conv1);
        Map conv2 = t.Conv("conv2", pool1, 8, 3, pad: 1, relu: true);
        (Map pool2, byte[] winners2) = Halve(t, conv2);
        Map unpool2 = Double(t, t.Conv("middle", pool2, 8, 3, pad: 1, relu: true), winners2, conv2);
        Map skip = t.Sum((t.Conv("dec2", unpool2, 6, 3, pad: 1, relu: true), 1), (pool1, 1));
        Map unpool1 = Relu(t, Double(t, skip, winners1, conv1));
        Map y = t.Conv("score", t.Concat(unpool1, conv1), 3, 1);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) EvaluateTangle(Tape t, Map x, byte[] labels)
    {
        Map stem = t.Conv("stem", x, 4, 3, pad: 4, relu: true);

        (Map largest, byte[] thirds) = t.MaxPoolKeeping(stem, s_thirds, (stem.Height + 2 - 3) / 3 + 1, (stem.Width + 2 - 3) / 3 + 1);
        Map beside = t.Conv("beside", stem, 3, 3, stride: 3, pad: 1);
        Map mixed = t.Conv("mixed", t.Concat(Leaky(t, largest, -0.5), beside), 4, 3, pad: 1, relu: true);
        Map upMixed = Leaky(t, t.Unpool(mixed, s_thirds, thirds, stem), 0.1);

        (Map unread, byte[] rows) = t.MaxPoolKeeping(stem, s_rows, stem.Height / 2, stem.Width);
        Map half = t.Conv("half", stem, new ConvReference(4, 4, 2, 1, 2, 1, 0, 0, 1, 1, 1), unread.Height, unread.Width, relu: true);
        Map upHalf = t.Unpool(half, s_rows, rows, stem), upSecond = t.Unpool(t.Conv("second", half, 4, 1), s_rows, rows, stem);
        Map fused = t.Sum((upHalf, 1), (upSecond, 1), (upMixed, 1));

        (Map cropped, byte[] halves) = Halve(t, stem);
        Map deep = t.Conv("deep", cropped, 4, 3);
        Map near = Relu(t, t.Sum((deep, 1), (t.Crop(cropped, 1, deep.Height, deep.Width), 1)));
        Map upWide = Double(t, t.Conv("wide", near, 4, 3, pad: 2), halves, stem);
        Map last = t.Conv("last", t.Concat(upWide, fused), 5, 3, pad: 1, relu: true);
        Map ends = t.Concat(t.Crop(t.Conv("score_last", last, 3, 1), 3, x.Height, x.Width), t.Crop(upHalf, 3, x.Height, x.Width));
        Map y = t.Conv("score", ends, 3, 1);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static Map Relu(Tape t, Map x) => t.Pointwise(x, v => Math.Max(v, 0), v => v > 0 ? 1 : 0);
}
