using System.Collections.Generic;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Networks whose layers share memory in every way that lowering knows.</summary>
internal static class SharedMemoryCases
{
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new("a loss on a concatenation of activations", d => new ConcatLossNet(d, 3), ConcatLoss),
        new("a loss on a folded crop of an activation", d => new FoldedReluLossNet(d, 3), FoldedReluLoss),
        new("crops with an activation of their own", d => new CropReluNet(d, 3), CropRelu),
        new("two losses on two windows of one layer", d => new TwoWindowsNet(d, 3), TwoWindows),
        new("labels of a concatenation of enlargements", d => new ConcatUpsampledNet(d, 3), ConcatUpsampled),
        new("sums, windows and nested concatenations", d => new TangleNet(d, 3), Tangle, Output: 1),
    ];

    private static (Map Scores, double Loss) ConcatLoss(Tape t, Map x, byte[] labels)
    {
        Map y = t.Concat(t.Conv("a", x, 2, 3, pad: 1, relu: true), t.Conv("b", x, 3, 3, pad: 1, relu: true));
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) FoldedReluLoss(Tape t, Map x, byte[] labels)
    {
        Map y = t.Crop(t.Conv("wide", x, 4, 3, pad: 3, relu: true), 2, x.Height, x.Width);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) CropRelu(Tape t, Map x, byte[] labels)
    {
        Map wide = t.Conv("wide", x, 4, 3, pad: 3);
        Map deep = t.Conv("deep", wide, 4, 3);
        Map last = t.Conv("last", t.Sum((Relu(t, t.Crop(wide, 1, deep.Height, deep.Width)), 1), (deep, 1)), 4, 3, pad: 2);
        Map y = Relu(t, t.Crop(last, 2, x.Height, x.Width));
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) TwoWindows(Tape t, Map x, byte[] labels)
    {
        Map wide = t.Conv("wide", x, 4, 3, pad: 3);
        Map a = t.Crop(wide, 2, x.Height, x.Width), b = t.Crop(wide, 2, x.Height, x.Width);
        return (a, t.SoftmaxLoss(a, labels, 255, mean: true) + t.SoftmaxLoss(b, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) ConcatUpsampled(Tape t, Map x, byte[] labels)
    {
        Map pool = t.MaxPool(x, 2, 2);
        Map a = t.Deconv("up_a", t.Conv("a", pool, 2, 3, pad: 9), 2, 4, 2);
        Map b = t.Deconv("up_b", t.Conv("b", pool, 3, 3, pad: 9), 3, 4, 2);
        Map y = t.Concat(t.Crop(a, 17, x.Height, x.Width), t.Crop(b, 17, x.Height, x.Width));
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }

    private static (Map Scores, double Loss) Tangle(Tape t, Map x, byte[] labels)
    {
        Map b = t.Conv("base", x, 4, 3, pad: 4, relu: true);
        Map s = Relu(t, t.Sum((t.Conv("p", b, 4, 1), 1), (b, 1), (t.Conv("q", b, 4, 1), 1)));
        Map d = t.Conv("d", s, 4, 3);
        Map r = Relu(t, t.Sum((t.Crop(s, 1, d.Height, d.Width), 1), (d, 1)));
        Map m = Relu(t, t.MaxPool(s, 3, 1));
        Map c2 = Relu(t, t.Concat(t.Concat(r, m), t.Conv("e", b, 2, 3, relu: true)));
        Map f = t.Conv("f", c2, 3, 3, relu: true);
        Map w3 = t.Crop(t.Crop(c2, 1, f.Height, f.Width), 1, x.Height, x.Width);
        Map w4 = t.Crop(f, 1, x.Height, x.Width);
        Map c3 = t.Concat(w3, w4);
        Map y = t.Conv("score", t.Sum((c3, 1), (c3, 1)), 3, 1);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true) + t.SoftmaxLoss(w4, labels, 255, mean: true, weight: 0.5));
    }

    private static Map Relu(Tape t, Map m) => t.Times(m, (c, h, w) => m[c, h, w] > 0 ? 1 : 0);
}
