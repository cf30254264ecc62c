using System;
using System.Linq;

namespace FcnGen.Cpu.Tests;

/// <summary>Arguments of square roots: the limits, then numbers of all magnitudes.</summary>
internal static class SquareRoots
{
    /// <summary>Normal numbers, zero, infinity, and what has no root; a multiple of every vector's length.</summary>
    public static float[] Values { get; } =
    [
        0, 1, 2, 0.25f, 4, float.MaxValue, float.PositiveInfinity, float.NaN, -1, float.NegativeInfinity, 1.17549435e-38f, 1.0000001f, 0.99999994f, 16777216, 1e-30f, 3e-8f,
        .. Random(),
    ];

    private static float[] Random()
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, 4096).Select(_ => MathF.ScaleB(1 + random.NextSingle(), random.Next(-126, 127)))];
    }
}
