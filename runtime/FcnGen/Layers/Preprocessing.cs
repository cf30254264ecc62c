using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>
/// How what is stored becomes the input of a network: (value − mean) / deviation · scale, channels in the given order. Values are as stored,
/// 0 to 255 where they have 8 bits and 0 to 65535 where they have 16, and so are mean and deviation.
/// </summary>
public sealed record Preprocessing
{
    /// <summary>Order of the colour channels, where the input has three.</summary>
    public ChannelOrder Order { get; init; }

    /// <summary>Mean per channel in that order, on the scale of the values as stored; empty for none.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [];

    /// <summary>
    /// Standard deviation per channel in that order, by which values are divided after the mean is subtracted; empty for none. On the scale
    /// of the values as stored where <see cref="Scale"/> is 1.
    /// </summary>
    public IReadOnlyList<float> Deviation { get; init; } = [];

    /// <summary>Factor applied after the mean is subtracted.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Throws unless mean and deviation are for so many channels.</summary>
    /// <exception cref="ArgumentException">They are not, or a deviation is not above 0.</exception>
    internal void Check(int channels)
    {
        if (Mean.Count is not 0 && Mean.Count != channels)
            throw new ArgumentException($"The network has {channels} channels but a mean of {Mean.Count} values.", "preprocessing");
        if (Deviation.Count is not 0 && Deviation.Count != channels)
            throw new ArgumentException($"The network has {channels} channels but a deviation of {Deviation.Count} values.", "preprocessing");
        for (int i = 0; i < Deviation.Count; i++)
        {
            if (!(float.IsFinite(Deviation[i]) && Deviation[i] > 0))
                throw new ArgumentException(FormattableString.Invariant($"A deviation is a finite number above 0; it is {Deviation[i]}."), "preprocessing");
        }
    }

    /// <summary>What is done to the values of one channel.</summary>
    internal Normalisation Of(int channel) => new(Mean.Count == 0 ? 0 : Mean[channel], Deviation.Count == 0 ? 1 : Deviation[channel], Scale);
}

/// <summary>What is done to a value. A division by 1 changes no bit.</summary>
internal readonly record struct Normalisation(float Mean, float Deviation, float Scale)
{
    public float Of(float value) => (value - Mean) / Deviation * Scale;
}
