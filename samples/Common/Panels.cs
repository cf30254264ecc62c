using System;
using System.Collections.Generic;

namespace FcnGen.Samples;

/// <summary>Puts pictures side by side, one row per sample.</summary>
public static class Panels
{
    private const int Gap = 4;
    private const byte Paper = 255;

    /// <summary>Joins rows of pictures into one; columns are as wide and rows as high as their largest picture.</summary>
    /// <param name="rows">Rows of equally many pictures, such as input, truth, prediction.</param>
    /// <exception cref="ArgumentException">There is no row, or rows differ in length.</exception>
    public static Picture Join(IReadOnlyList<IReadOnlyList<Picture>> rows)
    {
        if (rows.Count == 0) throw new ArgumentException("At least one row of pictures is needed.", nameof(rows));
        int columns = rows[0].Count;
        var widths = new int[columns];
        var heights = new int[rows.Count];
        for (int r = 0; r < rows.Count; r++)
        {
            if (rows[r].Count != columns) throw new ArgumentException($"Row {r} has {rows[r].Count} pictures; the first has {columns}.", nameof(rows));
            for (int c = 0; c < columns; c++)
            {
                widths[c] = Math.Max(widths[c], rows[r][c].Width);
                heights[r] = Math.Max(heights[r], rows[r][c].Height);
            }
        }

        int width = Gap, height = Gap;
        foreach (int w in widths) width += w + Gap;
        foreach (int h in heights) height += h + Gap;
        var pixels = new byte[height * width * 3];
        Array.Fill(pixels, Paper);
        int top = Gap;
        for (int r = 0; r < rows.Count; r++)
        {
            int left = Gap;
            for (int c = 0; c < columns; c++)
            {
                Paste(rows[r][c], pixels, width, top, left);
                left += widths[c] + Gap;
            }

            top += heights[r] + Gap;
        }

        return new Picture(pixels, width, height);
    }

    /// <summary>Enlarges a picture by a whole factor without smoothing, so that small pictures can be looked at.</summary>
    public static Picture Enlarge(Picture picture, int factor)
    {
        if (factor <= 1) return picture;
        int width = picture.Width * factor, height = picture.Height * factor;
        var pixels = new byte[height * width * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                picture.Pixels.AsSpan((y / factor * picture.Width + x / factor) * 3, 3).CopyTo(pixels.AsSpan((y * width + x) * 3));
        }

        return new Picture(pixels, width, height);
    }

    private static void Paste(Picture picture, byte[] target, int width, int top, int left)
    {
        int row = picture.Width * 3;
        for (int y = 0; y < picture.Height; y++)
            picture.Pixels.AsSpan(y * row, row).CopyTo(target.AsSpan(((top + y) * width + left) * 3));
    }
}
