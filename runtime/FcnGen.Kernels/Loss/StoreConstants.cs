using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Stores a few values that the host passes as arguments: constants get into device memory without a copy that a pass would wait for.</summary>
internal static class StoreConstants
{
    /// <summary>Stores 8 values from <paramref name="first"/> on. One group of 32 threads, of which one works.</summary>
    public static void Run(ArrayView<float> to, int first, float v0, float v1, float v2, float v3, float v4, float v5, float v6, float v7)
    {
        if (Group.IdxX == 0)
        {
            to[first] = v0;
            to[first + 1] = v1;
            to[first + 2] = v2;
            to[first + 3] = v3;
            to[first + 4] = v4;
            to[first + 5] = v5;
            to[first + 6] = v6;
            to[first + 7] = v7;
        }
    }
}
