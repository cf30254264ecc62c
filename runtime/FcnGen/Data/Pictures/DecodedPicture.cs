using System;

namespace FcnGen;

/// <summary>
/// What a format found in a file: RGB of 8 bits, or samples of 16 bits, as they are stored; or, for a raster, all of its channels. The
/// orientation and the rule for 16 bits are applied afterwards, alike for every format.
/// </summary>
public sealed class DecodedPicture
{
    private DecodedPicture(int channels, int width, int height, byte[]? pixels, ushort[]? samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        long count = pixels?.LongLength ?? samples!.LongLength;
        if (count != (Int128)height * width * channels)
            throw new ArgumentException($"{height}x{width} pixels (height x width) of {channels} channels were stated, {count} samples were given.");
        (Channels, Width, Height, Pixels, Samples) = (channels, width, height, pixels, samples);
    }

    private DecodedPicture(Raster raster) => (Channels, Width, Height, Raster) = (raster.Channels, raster.Width, raster.Height, raster);

    /// <summary>A picture of 8 bits.</summary>
    /// <param name="pixels">height · width · 3 bytes, red first.</param>
    /// <param name="width">Columns as stored.</param>
    /// <param name="height">Rows as stored.</param>
    /// <param name="orientation">See <see cref="Orientation"/>.</param>
    /// <exception cref="ArgumentException">The number of bytes is another, or a side is not positive.</exception>
    public static DecodedPicture Rgb(byte[] pixels, int width, int height, int orientation = 1)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        return new DecodedPicture(3, width, height, pixels, null) { Orientation = orientation };
    }

    /// <summary>A picture of 16 bits.</summary>
    /// <param name="samples">height · width · channels values, red first.</param>
    /// <param name="channels">1 (grey) or 3 (RGB); alpha is left out.</param>
    /// <param name="width">Columns as stored.</param>
    /// <param name="height">Rows as stored.</param>
    /// <param name="orientation">See <see cref="Orientation"/>.</param>
    /// <param name="significantBits">See <see cref="SignificantBits"/>.</param>
    /// <exception cref="ArgumentException">The number of samples is another, a side is not positive, or there are neither 1 nor 3 channels.</exception>
    public static DecodedPicture Deep(ushort[] samples, int channels, int width, int height, int orientation = 1, int significantBits = 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (channels is not (1 or 3)) throw new ArgumentOutOfRangeException(nameof(channels), channels, "A deep picture has 1 or 3 channels.");
        return new DecodedPicture(channels, width, height, null, samples) { Orientation = orientation, SignificantBits = significantBits };
    }

    /// <summary>All channels and bits that the file has, what <see cref="IPictureFormat.DecodeStored"/> gives.</summary>
    /// <param name="raster">The values as stored.</param>
    /// <param name="orientation">See <see cref="Orientation"/>.</param>
    public static DecodedPicture Stored(Raster raster, int orientation = 1)
    {
        ArgumentNullException.ThrowIfNull(raster);
        return new DecodedPicture(raster) { Orientation = orientation };
    }

    /// <summary>Columns as stored.</summary>
    public int Width { get; }

    /// <summary>Rows as stored.</summary>
    public int Height { get; }

    /// <summary>How the picture is to be turned, as EXIF and TIFF number it: 1 (as stored) to 8. Other values count as 1.</summary>
    public int Orientation { get; private init; } = 1;

    /// <summary>
    /// For 16 bits: how many bits of each sample mean something, where the file says so (PNG's <c>sBIT</c>, TIFF's <c>MaxSampleValue</c>);
    /// 0 where it does not.
    /// </summary>
    public int SignificantBits { get; private init; }

    internal int Channels { get; }

    internal byte[]? Pixels { get; }

    internal ushort[]? Samples { get; }

    internal Raster? Raster { get; }
}
