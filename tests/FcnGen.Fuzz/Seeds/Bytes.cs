using System;
using System.Collections.Generic;

namespace FcnGen.Fuzz.Seeds;

/// <summary>A file that is being put together.</summary>
internal sealed class Bytes
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public Bytes Add(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public Bytes Big(long value, int size)
    {
        for (int i = size - 1; i >= 0; i--) _bytes.Add((byte)(value >> 8 * i));
        return this;
    }

    public Bytes Little(long value, int size)
    {
        for (int i = 0; i < size; i++) _bytes.Add((byte)(value >> 8 * i));
        return this;
    }

    public byte[] ToArray() => [.. _bytes];
}

/// <summary>Random contents.</summary>
internal static class RandomContents
{
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    public static T Of<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Noise, or a few repeated values, as compression likes them.</summary>
    public static byte[] Pixels(this Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        if (random.Chance(0.5))
        {
            for (int i = 1; i < count; i++)
            {
                if (random.Chance(0.8)) bytes[i] = bytes[i - 1];
            }
        }

        return bytes;
    }
}
