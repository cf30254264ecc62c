namespace FcnGen.Kernels;

/// <summary>Where a value of a weight file lies in packed memory.</summary>
internal static class PackedIndex
{
    /// <summary>
    /// From [output of all groups][input][tap], as files have it, to [group][tap][input][output of the group], outputs padded.
    /// </summary>
    public static int Of(int position, int taps, int inputs, int outputs, int paddedOutputs)
    {
        int row = position / taps;
        int tap = position - row * taps;
        int output = row / inputs;
        int input = row - output * inputs;
        int group = output / outputs;
        return ((group * taps + tap) * inputs + input) * paddedOutputs + output - group * outputs;
    }
}
