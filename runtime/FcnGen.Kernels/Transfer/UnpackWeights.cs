using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Unpacks a run of values into file order.</summary>
internal static class UnpackWeights
{
    /// <summary>Unpacks the <paramref name="count"/> values of the file from <paramref name="first"/> on. Group: 256 threads, one value each.</summary>
    public static void Run(ArrayView<float> packed, ArrayView<float> file, int first, int count, int taps, int inputs, int outputs, int paddedOutputs)
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < count)
        {
            file[at] = packed[PackedIndex.Of(first + at, taps, inputs, outputs, paddedOutputs)];
        }
    }
}
