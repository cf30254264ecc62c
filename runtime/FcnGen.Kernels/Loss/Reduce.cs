using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Reductions over the 256 threads of a group, pairwise in a fixed order. The result is in the first cell, for thread 0.</summary>
internal static class Reduce
{
    /// <summary>The sum.</summary>
    public static void Sum(ArrayView<int> shared, int value)
    {
        int thread = Group.IdxX;
        shared[thread] = value;
        for (int half = 128; half > 0; half >>= 1)
        {
            Group.Barrier();
            if (thread < half)
            {
                shared[thread] += shared[thread + half];
            }
        }
    }

    /// <summary>The sum.</summary>
    public static void Sum(ArrayView<float> shared, float value)
    {
        int thread = Group.IdxX;
        shared[thread] = value;
        for (int half = 128; half > 0; half >>= 1)
        {
            Group.Barrier();
            if (thread < half)
            {
                shared[thread] += shared[thread + half];
            }
        }
    }

    /// <summary>The smallest value.</summary>
    public static void Smallest(ArrayView<int> shared, int value)
    {
        int thread = Group.IdxX;
        shared[thread] = value;
        for (int half = 128; half > 0; half >>= 1)
        {
            Group.Barrier();
            if (thread < half)
            {
                int a = shared[thread];
                int b = shared[thread + half];
                shared[thread] = a < b ? a : b;
            }
        }
    }
}
