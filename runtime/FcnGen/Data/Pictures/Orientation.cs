using System;
using System.Threading;

namespace FcnGen;

/// <summary>
/// Turns pixels as EXIF's and TIFF's orientation says. The number tells where the stored first row and first column belong: 1 top left,
/// 2 top right, 3 bottom right, 4 bottom left, 5 left top, 6 right top, 7 right bottom, 8 left bottom.
/// </summary>
internal static class Orientation
{
    /// <summary>The pixels in their right order; the same array if there is nothing to turn.</summary>
    /// <param name="pixels">height · width · <paramref name="size"/> values as stored.</param>
    /// <param name="size">Values of a pixel.</param>
    /// <param name="width">Columns as stored; afterwards as shown.</param>
    /// <param name="height">Rows as stored; afterwards as shown.</param>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="cancel">Looked at once a row.</param>
    public static T[] Apply<T>(T[] pixels, int size, ref int width, ref int height, int orientation, CancellationToken cancel = default)
    {
        if (orientation is not (>= 2 and <= 8)) return pixels;
        bool swaps = orientation >= 5, fromRight = orientation is 2 or 3 or 7 or 8, fromBottom = orientation is 3 or 4 or 6 or 7;
        int rows = swaps ? width : height, columns = swaps ? height : width;
        var turned = new T[pixels.Length];
        for (int row = 0; row < rows; row++)
        {
            cancel.ThrowIfCancellationRequested();
            // Stored places of this row's first pixel and the step to its next.
            int first = swaps ? Place(row, width, fromRight) * size : Place(row, height, fromBottom) * width * size;
            int step = swaps ? width * size : size;
            bool backwards = swaps ? fromBottom : fromRight;
            if (backwards) (first, step) = (first + (columns - 1) * step, -step);
            Span<T> to = turned.AsSpan(row * columns * size, columns * size);
            for (int column = 0, from = first; column < columns; column++, from += step)
                pixels.AsSpan(from, size).CopyTo(to.Slice(column * size, size));
        }

        (width, height) = (columns, rows);
        return turned;
    }

    private static int Place(int index, int count, bool backwards) => backwards ? count - 1 - index : index;
}
