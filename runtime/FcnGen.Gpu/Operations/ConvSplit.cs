using System;

namespace FcnGen.Gpu;

/// <summary>Into how many parts the inner dimension of a product is split where its output alone would not occupy a device.</summary>
/// <param name="Count">Parts; 1 if it is not split.</param>
/// <param name="Steps">Steps of each, the last perhaps excepted.</param>
internal readonly record struct ConvSplit(int Count, int Steps)
{
    // A part should be worth its partial sums.
    private const int LeastSteps = 16;
    private const int Most = 64;

    /// <summary>The split of <paramref name="steps"/> steps of <paramref name="blocks"/> blocks each.</summary>
    public static ConvSplit Of(long blocks, int steps, int processors)
    {
        long wanted = 2L * processors;
        if (blocks >= wanted || steps < 2 * LeastSteps) return new ConvSplit(1, Math.Max(steps, 1));
        int count = (int)Math.Min(Math.Min((wanted + blocks - 1) / blocks, steps / LeastSteps), Most);
        int each = (steps + count - 1) / count;
        return new ConvSplit((steps + each - 1) / each, each);
    }
}
