using System;
using System.IO;

namespace FcnGen;

/// <summary>Undoes the filters of PNG rows, which store the difference from a guess made of neighbouring bytes.</summary>
internal static class PngFilter
{
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="line">The row; unfiltered in place.</param>
    /// <param name="above">The row above, unfiltered; zeros for the first.</param>
    /// <param name="size">Bytes of a pixel, at least 1: the distance to the pixel on the left.</param>
    /// <exception cref="InvalidDataException">There is no such filter.</exception>
    public static void Undo(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int size)
    {
        above = above[..line.Length];
        int start = Math.Min(size, line.Length);
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = start; i < line.Length; i++) line[i] += line[i - size];
                break;
            case 2:
                for (int i = 0; i < line.Length; i++) line[i] += above[i];
                break;
            case 3:
                for (int i = 0; i < start; i++) line[i] += (byte)(above[i] / 2);
                for (int i = start; i < line.Length; i++) line[i] += (byte)((line[i - size] + above[i]) / 2);
                break;
            case 4:
                for (int i = 0; i < start; i++) line[i] += above[i];
                for (int i = start; i < line.Length; i++) line[i] += (byte)Paeth(line[i - size], above[i], above[i - size]);
                break;
            default:
                throw new InvalidDataException($"a row has the unknown filter {filter}");
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
