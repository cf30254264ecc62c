using System;

namespace FcnGen;

/// <summary>
/// Pixels of any number of channels with 8 or 16 bits each, as they were stored: the bands of an aerial picture, a depth, the channels of a
/// microscope. Row by row from the top, the channels of a pixel beside each other. A <see cref="Picture"/> is one of three channels and 8 bits.
/// </summary>
public sealed partial class Raster
{
    /// <summary>Wraps values of 8 bits.</summary>
    /// <param name="values">height · width · channels values, the channel fastest; kept, not copied.</param>
    /// <param name="channels">Values of a pixel.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">The number of values is another, or an extent is not positive.</exception>
    public Raster(byte[] values, int channels, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(values.LongLength, channels, width, height);
        (Values8, Channels, Width, Height) = (values, channels, width, height);
    }

    /// <summary>Wraps values of 16 bits.</summary>
    /// <param name="values">height · width · channels values, the channel fastest; kept, not copied.</param>
    /// <param name="channels">Values of a pixel.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">The number of values is another, or an extent is not positive.</exception>
    public Raster(ushort[] values, int channels, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(values.LongLength, channels, width, height);
        (Values16, Channels, Width, Height) = (values, channels, width, height);
    }

    private Raster(Picture picture) : this(picture.Pixels, 3, picture.Width, picture.Height) => Picture = picture;

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Values of a pixel.</summary>
    public int Channels { get; }

    /// <summary>Bits of a value: 8 or 16.</summary>
    public int BitDepth => Values8 is null ? 16 : 8;

    /// <summary>height · width · channels values of 8 bits; null where they have 16.</summary>
    public byte[]? Values8 { get; }

    /// <summary>height · width · channels values of 16 bits; null where they have 8.</summary>
    public ushort[]? Values16 { get; }

    /// <summary>The value of a pixel in a channel, 0 to 255 or 0 to 65535.</summary>
    public int this[int row, int column, int channel]
    {
        get
        {
            Place(row, Height, nameof(row));
            Place(column, Width, nameof(column));
            Place(channel, Channels, nameof(channel));
            int index = (row * Width + column) * Channels + channel;
            return Values8 is { } bytes ? bytes[index] : Values16![index];
        }
    }

    /// <summary>The picture that this is, where it was made of one: that alone gives an input of one channel its luma.</summary>
    internal Picture? Picture { get; }

    /// <summary>A picture as a raster of three channels, red first, without a copy.</summary>
    public static implicit operator Raster(Picture picture) => Of(picture);

    /// <summary>A picture as a raster of three channels, red first, without a copy.</summary>
    /// <param name="picture">The picture.</param>
    public static Raster Of(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return picture.AsRaster ??= new Raster(picture);
    }

    /// <summary>Some of the channels, in the order given: three bands of four, say, or one of them alone.</summary>
    /// <param name="channels">Numbers of channels, counted from 0; one may come several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    /// <exception cref="ArgumentException">None is given.</exception>
    public Raster Select(params ReadOnlySpan<int> channels)
    {
        if (channels.IsEmpty) throw new ArgumentException("Name at least one channel.", nameof(channels));
        foreach (int channel in channels) Place(channel, Channels, nameof(channels));
        return Values8 is not null
            ? new Raster(Selected<byte>(Values8, channels), channels.Length, Width, Height)
            : new Raster(Selected<ushort>(Values16, channels), channels.Length, Width, Height);
    }

    private T[] Selected<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> channels)
    {
        var selected = new T[checked(Height * Width * channels.Length)];
        int to = 0;
        for (int pixel = 0; pixel < values.Length; pixel += Channels)
            foreach (int channel in channels) selected[to++] = values[pixel + channel];
        return selected;
    }

    private static void Place(int index, int count, string name)
    {
        if ((uint)index >= (uint)count) throw new ArgumentOutOfRangeException(name, index, $"There are {count}, counted from 0.");
    }

    private static void Check(long values, int channels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Int128 expected = (Int128)height * width * channels;
        if (values != expected)
            throw new ArgumentException($"A {height}x{width}x{channels} raster (height x width x channels) has {expected} values; {values} were given.", nameof(values));
    }
}
