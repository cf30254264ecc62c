using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Windows of different height and width, layer by layer. Crops are those of the coordinates, worked out by hand.</summary>
internal static class OblongCase
{
    public static NetworkCase All { get; } = new("oblong", d => new OblongNet(d, 3), Evaluate);

    private static (Map Scores, double Loss) Evaluate(Tape t, Map x, byte[] labels)
    {
        // 9 and 14 cells of padding, less the window.
        Map a = t.Conv("a", x, new ConvReference(3, 8, 3, 5, 1, 2, 4, 6, 1, 1, 1), x.Height + 9 - 2, (x.Width + 14 - 5) / 2 + 1, relu: true);
        Map pool = t.MaxPool(a, new PoolReference(2, 3, 2, 1, 0, 1, 0, 1));
        Map row = t.Conv("row", pool, new ConvReference(8, 8, 1, 7, 1, 1, 0, 3, 1, 1, 1), pool.Height, pool.Width);
        Map column = t.Conv("column", row, new ConvReference(8, 8, 7, 1, 1, 1, 3, 0, 1, 1, 1), row.Height, row.Width, relu: true);
        Map mean = t.AvgPool(column, new PoolReference(3, 1, 1, 1, 1, 0, 1, 0));
        Map sparse = t.Conv("sparse", mean, new ConvReference(8, 6, 3, 3, 1, 1, 1, 2, 1, 2, 2), mean.Height, mean.Width, relu: true);
        Map up = t.Deconv("up", sparse, new DeconvReference(6, 5, 4, 3, 2, 1, 0, 1, 1, 1, 1), 2 * sparse.Height + 3, sparse.Width, learned: true);
        Map side = t.Conv("side", a, 5, 1);
        Map fused = t.Sum((t.Crop(up, 1, 0, side.Height, side.Width), 1), (side, 1));
        Map scores = t.Conv("score_fr", fused, 3, 1);
        Map upscore = t.Deconv("upscore", scores, new DeconvReference(3, 3, 1, 3, 1, 2, 0, 0, 1, 1, 3), scores.Height, 2 * scores.Width + 1, learned: false);
        Map y = t.Crop(upscore, 3, 5, x.Height, x.Width);
        return (y, t.SoftmaxLoss(y, labels, 255, mean: true));
    }
}
