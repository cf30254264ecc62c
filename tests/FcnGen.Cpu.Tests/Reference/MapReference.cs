using System;

namespace FcnGen.Cpu.Tests;

/// <summary>Sums over whole maps and single cells for whole maps, in plain loops.</summary>
internal static class MapReference
{
    /// <summary>The mean of all cells.</summary>
    public static Array4 Mean(Array4 x) => Sum(x).Map(sum => sum / (x.H * x.W));

    /// <summary>The sum of all cells.</summary>
    public static Array4 Sum(Array4 x)
    {
        var y = new Array4(x.N, x.C, 1, 1);
        Visit(x, (n, c, h, w) => y[n, c, 0, 0] += x[n, c, h, w]);
        return y;
    }

    /// <summary>The only cell everywhere.</summary>
    public static Array4 Spread(Array4 x, int height, int width)
    {
        var y = new Array4(x.N, x.C, height, width);
        Visit(y, (n, c, h, w) => y[n, c, h, w] = x[n, c, 0, 0]);
        return y;
    }

    private static void Visit(Array4 array, Action<int, int, int, int> visit)
    {
        for (int n = 0; n < array.N; n++)
        for (int c = 0; c < array.C; c++)
        for (int h = 0; h < array.H; h++)
        for (int w = 0; w < array.W; w++) visit(n, c, h, w);
    }
}
