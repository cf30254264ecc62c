using System;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>The coins that a dropout tosses for a single picture.</summary>
internal static class Coins
{
    /// <summary>0 with the given probability, else 1/(1 − ratio); coins are numbered in the order row, column, channel.</summary>
    public static Func<int, int, int, double> Dropout(uint key, double ratio, int channels, int width) => (channel, row, column) =>
        CounterRandom.Bits(key, (uint)((row * width + column) * channels + channel)) < ratio * 4294967296.0 ? 0 : 1 / (1 - ratio);
}
