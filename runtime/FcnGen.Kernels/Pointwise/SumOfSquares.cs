using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Sums of the squares of packed values, one for each group; padding is zero and adds nothing.</summary>
internal static class SumOfSquares
{
    /// <summary>
    /// Group g leaves the sum of its <see cref="SquareSums.QuadsPerGroup"/> quads, fewer in the last one, at <paramref name="sums"/>[first + g].
    /// Group: 256 threads; a thread takes every 256th quad.
    /// </summary>
    public static void Run(ArrayView<float> values, ArrayView<float> sums, int quads, int first)
    {
        var shared = SharedMemory.Allocate<float>(256);
        F4 sum = QuadArithmetic.Of(0);
        int begin = Grid.IdxX * SquareSums.QuadsPerGroup + Group.IdxX;
        for (int i = 0; i < SquareSums.QuadsPerThread; i++)
        {
            int at = begin + i * 256;
            if (at < quads)
            {
                var value = values.Cast<F4>()[at];
                sum = F4.Add(sum, QuadArithmetic.Multiply(value, value));
            }
        }

        Reduce.Sum(shared, sum.X + sum.Y + (sum.Z + sum.W));
        if (Group.IdxX == 0)
        {
            sums[first + Grid.IdxX] = shared[0];
        }
    }
}
