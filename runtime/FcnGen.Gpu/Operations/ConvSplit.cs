using System;

namespace FcnGen.Gpu;

/// <summary>Into how many parts the inner dimension of a product is split where its output alone would not fill a device evenly.</summary>
/// <param name="Count">Parts; 1 if it is not split.</param>
/// <param name="Steps">Steps of each, the last perhaps excepted; none is empty.</param>
internal readonly record struct ConvSplit(int Count, int Steps)
{
    // A part should be worth its partial sums; the kernel that adds them reads all parts of a value one after the other.
    private const int LeastSteps = 16;
    private const int Most = 256;

    // In steps of a strict group, or as much time on tensor cores: what a group does besides, storing and adding partial sums, and starting
    // the kernel that adds them.
    private const int Ends = 2;
    private const int PartialSums = 8;

    /// <summary>
    /// The split of <paramref name="steps"/> steps of <paramref name="blocks"/> blocks each that takes the multiprocessor with most groups
    /// the least time. One that is not filled takes as long as one filled to three quarters. More parts must be worth three percent.
    /// </summary>
    public static ConvSplit Of(ConvTactic tactic, long blocks, int steps, int processors)
    {
        var best = new ConvSplit(1, Math.Max(steps, 1));
        long least = Time(tactic, blocks, best, processors);
        int most = Math.Min(steps / LeastSteps, Most);
        for (int count = 2; count <= most; count++)
        {
            int each = (steps + count - 1) / count;
            var split = new ConvSplit((steps + each - 1) / each, each);
            long time = Time(tactic, blocks, split, processors);
            if (time >= least - least / 32) continue;
            best = split;
            least = time;
        }

        return best;
    }

    // In quarters of a step of one group.
    private static long Time(ConvTactic tactic, long blocks, ConvSplit split, int processors)
    {
        int scale = tactic.IsTensor ? 2 : 1;
        long groups = (blocks * split.Count + processors - 1) / processors;
        long last = groups % tactic.GroupsPerProcessor;
        long quarters = 4 * (groups - last) + (last > 0 ? Math.Max(4 * last, 3 * tactic.GroupsPerProcessor) : 0);
        return split.Count == 1
            ? quarters * (split.Steps + Ends)
            : quarters * (split.Steps + Ends + PartialSums * scale) + 4 * scale * (PartialSums + split.Count / 8);
    }
}
