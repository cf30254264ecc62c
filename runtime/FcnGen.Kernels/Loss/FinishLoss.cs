using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Adds up what the groups of a loss and of <see cref="CountLabels"/> left, in a fixed order, into a loss cell.</summary>
internal static class FinishLoss
{
    /// <summary>One group of 256 threads. The last two views are the same cell, as the words of <see cref="LossWords"/>.</summary>
    public static void Run(
        ArrayView<float> losses, ArrayView<int> counts, ArrayView<byte> labels, ArrayView<float> numbers, ArrayView<int> words,
        int groups, int countGroups, int height, int width, int classes, int divisor, float weight)
    {
        var totals = SharedMemory.Allocate<float>(256);
        var sums = SharedMemory.Allocate<int>(256);
        var firsts = SharedMemory.Allocate<int>(256);
        int thread = Group.IdxX;
        float loss = 0;
        for (int group = thread; group < groups; group += 256)
        {
            loss += losses[group];
        }

        Reduce.Sum(totals, loss);
        Reduce.Sum(sums, thread < countGroups ? counts[thread] : 0);
        Reduce.Smallest(firsts, thread < countGroups ? counts[256 + thread] : int.MaxValue);
        if (thread == 0)
        {
            numbers[LossWords.Sum] = totals[0];
            words[LossWords.Counted] = sums[0];
            numbers[LossWords.Weight] = weight;
            words[LossWords.Divisor] = divisor;
            words[LossWords.Classes] = classes;
            words[LossWords.Wrong] = 0;
            int pixel = firsts[0];
            if (pixel != int.MaxValue)
            {
                int line = pixel / width;
                int image = line / height;
                words[LossWords.Wrong] = 1;
                words[LossWords.Image] = image;
                words[LossWords.Row] = line - image * height;
                words[LossWords.Column] = pixel - line * width;
                words[LossWords.Label] = labels[pixel];
            }
        }
    }
}
