using System;

namespace FcnGen;

/// <summary>A decoded 8-bit picture: RGB, interleaved, top row first.</summary>
public sealed partial class Picture
{
    /// <summary>Wraps pixels.</summary>
    /// <param name="pixels">height · width · 3 bytes, red first; kept, not copied.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pixels"/> is null.</exception>
    /// <exception cref="ArgumentException">The number of bytes is another, or a side is not positive.</exception>
    public Picture(byte[] pixels, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Int128 expected = (Int128)height * width * 3;
        if (pixels.LongLength != expected)
        {
            throw new ArgumentException(
                $"A {height}x{width} RGB picture (height x width) has {expected} bytes; {pixels.LongLength} were given.", nameof(pixels));
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

    /// <summary>The picture as a raster, once somebody asked for it: one object, so that samples of the same picture are equal.</summary>
    internal Raster? AsRaster { get; set; }
}
