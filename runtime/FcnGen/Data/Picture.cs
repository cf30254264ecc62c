using System;

namespace FcnGen;

/// <summary>A decoded 8-bit picture: RGB, interleaved, top row first.</summary>
public sealed partial class Picture
{
    /// <summary>Wraps pixels.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="pixels">height · width · 3 bytes.</param>
    /// <exception cref="ArgumentException">The number of bytes is another, or a side is not positive.</exception>
    public Picture(int height, int width, byte[] pixels)
    {
        if (height <= 0 || width <= 0 || pixels.LongLength != (long)height * width * 3)
        {
            throw new ArgumentException(
                $"A {height}x{width} RGB picture has {(long)height * width * 3} bytes; "
                + $"{pixels.LongLength} were given.", nameof(pixels));
        }
        Height = height;
        Width = width;
        Pixels = pixels;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>height · width · 3 bytes, red first.</summary>
    public byte[] Pixels { get; }
}

/// <summary>A class per pixel, top row first. 255 usually means "void": neither trained on nor scored.</summary>
public sealed partial class LabelMap
{
    /// <summary>An all-zero map.</summary>
    public LabelMap(int height, int width)
        : this(height, width, new byte[checked(height * width)])
    {
    }

    /// <summary>Wraps labels.</summary>
    /// <exception cref="ArgumentException">The number of labels is not height · width.</exception>
    public LabelMap(int height, int width, byte[] labels)
    {
        if (height <= 0 || width <= 0 || labels.LongLength != (long)height * width)
        {
            throw new ArgumentException(
                $"A {height}x{width} label map has {(long)height * width} labels; "
                + $"{labels.LongLength} were given.", nameof(labels));
        }
        Height = height;
        Width = width;
        Labels = labels;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>height · width classes.</summary>
    public byte[] Labels { get; }

    /// <summary>The class at a pixel.</summary>
    public byte this[int row, int column] => Labels[row * Width + column];
}
