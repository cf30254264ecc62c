using System;

namespace FcnGen;

/// <summary>
/// A rectangle of a picture, mirrored or not: what augmentation shows of a sample, alike of all its inputs and label maps. It may reach
/// beyond the picture; there the input is the mean (0 after preprocessing) and the label is void.
/// </summary>
/// <param name="Top">First row, relative to the picture's; may be negative.</param>
/// <param name="Left">First column, relative to the (mirrored) picture's; may be negative.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Mirror">True to swap left and right before the rectangle is cut.</param>
public readonly record struct PictureRegion(int Top, int Left, int Height, int Width, bool Mirror = false)
{
    /// <summary>The whole picture as it is.</summary>
    public static PictureRegion Whole(Picture picture) => new(0, 0, picture.Height, picture.Width);

    /// <summary>The whole raster as it is.</summary>
    public static PictureRegion Whole(Raster raster) => new(0, 0, raster.Height, raster.Width);

    /// <summary>All of a sample as it is.</summary>
    public static PictureRegion Whole(Sample sample) => new(0, 0, sample.Height, sample.Width);

    /// <summary>Copies what the region shows of a label map; pixels outside get <paramref name="ignoreLabel"/>.</summary>
    /// <param name="labels">Of the size of the picture.</param>
    /// <param name="to">Height · width labels.</param>
    /// <param name="ignoreLabel">The label that the loss ignores.</param>
    public void Copy(LabelMap labels, Span<byte> to, byte ignoreLabel)
    {
        if (to.Length != (long)Height * Width)
        {
            throw new ArgumentException(
                $"The region has {(long)Height * Width} labels; "
                + $"there is room for {to.Length}.", nameof(to));
        }
        for (int row = 0; row < Height; row++)
        {
            Span<byte> line = to.Slice(row * Width, Width);
            int y = Top + row;
            if ((uint)y >= (uint)labels.Height)
            {
                line.Fill(ignoreLabel);
                continue;
            }

            ReadOnlySpan<byte> from = labels.Labels.AsSpan(y * labels.Width, labels.Width);
            for (int column = 0; column < Width; column++)
            {
                int x = SourceColumn(column, labels.Width);
                line[column] = x < 0 ? ignoreLabel : from[x];
            }
        }
    }

    /// <summary>True if the region shows nothing outside of a picture.</summary>
    internal bool IsInside(int height, int width) => Top >= 0 && Left >= 0 && Top + Height <= height && Left + Width <= width;

    /// <summary>The column of the picture that a column of the region shows; -1 outside.</summary>
    internal int SourceColumn(int column, int pictureWidth)
    {
        int x = Left + column;
        if ((uint)x >= (uint)pictureWidth) return -1;
        return Mirror ? pictureWidth - 1 - x : x;
    }
}
