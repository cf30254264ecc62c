using System;
using System.Numerics;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>
/// The 32 banks of shared memory, one word wide: how often threads that are served together ask one bank for different words, and so wait.
/// 128 bytes are served at a time: the accesses of 32 threads of 4 bytes, of 16 of 8 bytes, or of 8 of 16 bytes.
/// </summary>
internal sealed class PtxBanks
{
    private const int Banks = 32;
    private readonly ulong[] _words = new ulong[Banks * Banks];
    private readonly int[] _counts = new int[Banks];

    /// <summary>Times that 128 bytes more had to be served than without conflicts.</summary>
    public long Conflicts { get; private set; }

    /// <summary>
    /// An access of <paramref name="bytes"/> (4, 8 or 16) by each thread of <paramref name="mask"/>, at its address plus
    /// <paramref name="offset"/>.
    /// </summary>
    public void Access(ReadOnlySpan<ulong> addresses, int offset, uint mask, int bytes)
    {
        int together = Math.Min(128 / bytes, Banks);
        for (int first = 0; first < Banks; first += together)
        {
            uint part = mask & (uint)(((1ul << together) - 1) << first);
            if (part != 0) Conflicts += Words(addresses, offset, part, bytes) - 1;
        }
    }

    /// <summary>The most different words of one bank.</summary>
    private int Words(ReadOnlySpan<ulong> addresses, int offset, uint mask, int bytes)
    {
        Array.Clear(_counts);
        int most = 1;
        for (; mask != 0; mask &= mask - 1)
        {
            ulong first = (addresses[BitOperations.TrailingZeroCount(mask)] + (ulong)offset) / 4;
            for (ulong word = first; word < first + (ulong)(bytes / 4); word++)
            {
                int bank = (int)(word % Banks);
                Span<ulong> known = _words.AsSpan(bank * Banks, _counts[bank]);
                if (known.Contains(word)) continue;
                _words[bank * Banks + _counts[bank]++] = word;
                most = Math.Max(most, _counts[bank]);
            }
        }

        return most;
    }
}
