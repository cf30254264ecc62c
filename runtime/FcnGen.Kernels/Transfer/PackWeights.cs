using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Packs a run of values in file order.</summary>
internal static class PackWeights
{
    /// <summary>Packs <paramref name="count"/> values of the file from <paramref name="first"/> on. Group: 256 threads, one value each.</summary>
    public static void Run(ArrayView<float> file, ArrayView<float> packed, int first, int count, int taps, int inputs, int outputs, int paddedOutputs)
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < count)
        {
            packed[PackedIndex.Of(first + at, taps, inputs, outputs, paddedOutputs)] = file[at];
        }
    }
}
