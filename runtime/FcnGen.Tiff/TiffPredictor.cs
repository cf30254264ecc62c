using System;
using System.Runtime.InteropServices;

namespace FcnGen;

/// <summary>
/// Undoes horizontal differencing: each sample was stored as its difference to the sample of the pixel on the left. The library leaves
/// rows of one pixel in the other byte order, so it is not asked.
/// </summary>
internal static class TiffPredictor
{
    /// <summary>Sums up a row in place.</summary>
    /// <param name="row">A whole row of a strip or tile, samples of 16 bits in the machine's byte order.</param>
    /// <param name="layout">The layout.</param>
    public static void Undo(Span<byte> row, TiffLayout layout)
    {
        if (layout.Predictor != 2) return;
        int step = layout.Separate ? 1 : layout.Samples;
        if (layout.Bits == 8)
        {
            for (int i = step; i < row.Length; i++) row[i] += row[i - step];
            return;
        }

        Span<ushort> samples = MemoryMarshal.Cast<byte, ushort>(row);
        for (int i = step; i < samples.Length; i++) samples[i] += samples[i - step];
    }
}
