namespace FcnGen.Gpu;

/// <summary>
/// How kernels of a convolution lie in device memory: [group][tap][input channel of the group][output channel of the group], the last
/// dimension padded with zeros to a multiple of 4, so that 16-byte loads are aligned. A transposed convolution is packed as the
/// convolution whose gradient by the data it is: its outputs are that convolution's inputs. Vectors are packed as they are, padded at
/// the end.
/// </summary>
/// <param name="Groups">Groups.</param>
/// <param name="Taps">k·k.</param>
/// <param name="Inputs">Input channels of a group.</param>
/// <param name="Outputs">Output channels of a group.</param>
internal readonly record struct WeightLayout(int Groups, int Taps, int Inputs, int Outputs)
{
    /// <summary>Output channels with padding.</summary>
    public int PaddedOutputs => Pad(Outputs);

    /// <summary>Floats with padding.</summary>
    public long Length => (long)Groups * Taps * Inputs * PaddedOutputs;

    /// <summary>Values without padding.</summary>
    public long Values => (long)Groups * Taps * Inputs * Outputs;

    /// <summary>True if the values lie as in files, but for padding at the end.</summary>
    public bool IsFileOrder => Groups * Taps * Inputs == 1;

    /// <summary>The layout of a parameter.</summary>
    public static WeightLayout Of(ParameterInfo info)
    {
        // Shapes in files: O × I/g × k × k, or for a transposed convolution I × O/g × k × k, whose convolution has outputs I.
        if (info.Layout == ParameterLayout.Vector) return new WeightLayout(1, 1, 1, checked((int)info.Count));
        return new WeightLayout(info.Groups, info.Shape[2] * info.Shape[3], info.Shape[1], info.Shape[0] / info.Groups);
    }

    /// <summary>The next multiple of 4.</summary>
    public static int Pad(int channels) => (channels + 3) & ~3;
}
