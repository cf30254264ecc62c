using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Which pixels count.</summary>
internal static class LossPixel
{
    /// <summary>True if a label names neither a class nor the ignored one.</summary>
    public static bool IsWrong(int label, int classes, int ignore) => label >= classes & label != ignore;

    /// <summary>True if the label is not ignored and the pixel is drawn, where pixels are drawn at all.</summary>
    public static bool Counts(int label, int pixel, int ignore, int samples, ArrayView<int> key, int threshold)
    {
        bool counts = label != ignore;
        if (samples != 0)
        {
            counts &= CounterRandom.Bits((uint)key[0], (uint)pixel) < (uint)threshold;
        }

        return counts;
    }
}
