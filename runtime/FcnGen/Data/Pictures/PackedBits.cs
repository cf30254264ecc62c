using System;

namespace FcnGen;

/// <summary>Values of 1, 2, 4 or 8 bits, the first in the upper bits.</summary>
internal static class PackedBits
{
    public static int Value(ReadOnlySpan<byte> line, int index, int bits)
    {
        if (bits == 8) return line[index];
        int perByte = 8 / bits;
        return line[index / perByte] >> 8 - bits * (index % perByte + 1) & (1 << bits) - 1;
    }
}
