using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Counts the pixels that count, and finds the first label that names no class.</summary>
internal static class CountLabels
{
    /// <summary>
    /// Group g of <c>Grid.DimX</c> ≤ 256 leaves its count at <paramref name="counts"/>[g] and the position of its first wrong label, or
    /// the largest int, at [256 + g]. Group: 256 threads; a thread takes every (256 · groups)-th pixel.
    /// </summary>
    public static void Run(ArrayView<byte> labels, ArrayView<int> counts, ArrayView<int> key, int pixels, int classes, int ignore, int samples, int threshold)
    {
        var sums = SharedMemory.Allocate<int>(256);
        var firsts = SharedMemory.Allocate<int>(256);
        int count = 0;
        int wrong = int.MaxValue;
        for (int pixel = Grid.IdxX * 256 + Group.IdxX; pixel < pixels; pixel += Grid.DimX * 256)
        {
            int label = labels[pixel];
            if (LossPixel.IsWrong(label, classes, ignore))
            {
                wrong = pixel < wrong ? pixel : wrong;
            }
            else if (LossPixel.Counts(label, pixel, ignore, samples, key, threshold))
            {
                count++;
            }
        }

        Reduce.Sum(sums, count);
        Reduce.Smallest(firsts, wrong);
        if (Group.IdxX == 0)
        {
            counts[Grid.IdxX] = sums[0];
            counts[256 + Grid.IdxX] = firsts[0];
        }
    }
}
