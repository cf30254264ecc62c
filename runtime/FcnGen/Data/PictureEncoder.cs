using System;
using System.Numerics;

namespace FcnGen;

/// <summary>Turns decoded pictures into the input of a network: (value − mean) / deviation · scale, planes in the network's channel order.</summary>
public static class PictureEncoder
{
    /// <summary>Encodes a whole picture.</summary>
    /// <param name="preprocessing">Order, mean, deviation and scale.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="nchw">
    /// channels · height · width values. A network of one channel gets the luma (0.299 R + 0.587 G + 0.114 B), one of three the colours.
    /// </param>
    /// <exception cref="ArgumentException">There is room for neither one nor three channels, or the mean or the deviation has another number of values.</exception>
    public static void Encode(this Preprocessing preprocessing, Picture picture, Span<float> nchw) =>
        preprocessing.Encode(picture, PictureRegion.Whole(picture), nchw);

    /// <summary>Encodes what a region shows of a picture; pixels outside the picture are 0, which is the mean.</summary>
    /// <param name="preprocessing">Order, mean, deviation and scale.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="region">The part to encode, mirrored or not.</param>
    /// <param name="nchw">channels · height · width of the region values; one or three channels.</param>
    /// <exception cref="ArgumentException">There is room for neither one nor three channels, or the mean or the deviation has another number of values.</exception>
    public static void Encode(this Preprocessing preprocessing, Picture picture, PictureRegion region, Span<float> nchw)
    {
        long plane = (long)region.Height * region.Width;
        int channels = nchw.Length == plane ? 1 : 3;
        if (nchw.Length != plane * channels)
        {
            throw new ArgumentException(
                $"A picture gives 1 or 3 channels of {region.Height}x{region.Width} ({plane} or {3 * plane} values); there is room for {nchw.Length}. "
                + "Networks with other inputs are fed with rasters or tensors.", nameof(nchw));
        }

        preprocessing.Check(channels);
        if (channels == 1) EncodeLuma(picture, region, preprocessing.Of(0), nchw);
        else RasterEncoder.EncodePlanes<byte>(preprocessing, picture.Pixels, channels, picture.Height, picture.Width, region, nchw);
    }

    private static void EncodeLuma(Picture picture, PictureRegion region, Normalisation normal, Span<float> to)
    {
        to.Clear();
        for (int row = 0; row < region.Height; row++)
        {
            int y = region.Top + row;
            if ((uint)y >= (uint)picture.Height) continue;
            for (int column = 0; column < region.Width; column++)
            {
                int x = region.SourceColumn(column, picture.Width);
                if (x < 0) continue;
                ReadOnlySpan<byte> rgb = picture.Pixels.AsSpan((y * picture.Width + x) * 3, 3);
                to[row * region.Width + column] = normal.Of(0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2]);
            }
        }
    }
}

/// <summary>
/// Turns rasters into the input of a network: (value − mean) / deviation · scale with the values as stored, planes in the order of the
/// channels. An input of three channels and the order BGR takes the last channel first.
/// </summary>
public static class RasterEncoder
{
    /// <summary>Encodes a whole raster.</summary>
    /// <param name="preprocessing">Order, mean, deviation and scale.</param>
    /// <param name="raster">The raster.</param>
    /// <param name="nchw">channels · height · width values. A picture has one channel, its luma, or three.</param>
    /// <exception cref="ArgumentException">There is room for another number of channels, or the mean or the deviation has another number of values.</exception>
    public static void Encode(this Preprocessing preprocessing, Raster raster, Span<float> nchw)
    {
        ArgumentNullException.ThrowIfNull(raster);
        preprocessing.Encode(raster, PictureRegion.Whole(raster), nchw);
    }

    /// <summary>Encodes what a region shows of a raster; pixels outside are 0, which is the mean.</summary>
    /// <param name="preprocessing">Order, mean, deviation and scale.</param>
    /// <param name="raster">The raster.</param>
    /// <param name="region">The part to encode, mirrored or not.</param>
    /// <param name="nchw">channels · height · width of the region values. A picture has one channel, its luma, or three.</param>
    /// <exception cref="ArgumentException">There is room for another number of channels, or the mean or the deviation has another number of values.</exception>
    public static void Encode(this Preprocessing preprocessing, Raster raster, PictureRegion region, Span<float> nchw)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        ArgumentNullException.ThrowIfNull(raster);
        if (raster.Picture is { } picture)
        {
            preprocessing.Encode(picture, region, nchw);
            return;
        }

        long plane = (long)region.Height * region.Width;
        if (nchw.Length != plane * raster.Channels)
        {
            throw new ArgumentException(
                $"The raster gives {raster.Channels} channels of {region.Height}x{region.Width} ({plane * raster.Channels} values); there is room for {nchw.Length}.",
                nameof(nchw));
        }

        preprocessing.Check(raster.Channels);
        if (raster.Values8 is { } bytes) EncodePlanes<byte>(preprocessing, bytes, raster.Channels, raster.Height, raster.Width, region, nchw);
        else EncodePlanes<ushort>(preprocessing, raster.Values16, raster.Channels, raster.Height, raster.Width, region, nchw);
    }

    /// <summary>Encodes interleaved values of 8 or 16 bits, channel by channel: those of a picture, too.</summary>
    internal static void EncodePlanes<T>(
        Preprocessing preprocessing, ReadOnlySpan<T> values, int channels, int height, int width, PictureRegion region, Span<float> nchw)
        where T : unmanaged, IBinaryInteger<T>
    {
        int plane = nchw.Length / channels;
        for (int channel = 0; channel < channels; channel++)
        {
            int source = preprocessing.Order == ChannelOrder.Bgr && channels == 3 ? 2 - channel : channel;
            EncodePlane(values, channels, source, height, width, region, preprocessing.Of(channel), nchw.Slice(channel * plane, plane));
        }
    }

    private static void EncodePlane<T>(
        ReadOnlySpan<T> values, int channels, int source, int height, int width, PictureRegion region, Normalisation normal, Span<float> to)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Few values are computed once each.
        Span<float> table = typeof(T) == typeof(byte) ? stackalloc float[256] : [];
        for (int value = 0; value < table.Length; value++) table[value] = normal.Of(value);
        to.Clear();
        for (int row = 0; row < region.Height; row++)
        {
            int y = region.Top + row;
            if ((uint)y >= (uint)height) continue;
            ReadOnlySpan<T> from = values.Slice(y * width * channels, width * channels);
            Span<float> line = to.Slice(row * region.Width, region.Width);
            for (int column = 0; column < line.Length; column++)
            {
                int x = region.SourceColumn(column, width);
                if (x < 0) continue;
                T value = from[x * channels + source];
                line[column] = typeof(T) == typeof(byte) ? table[int.CreateTruncating(value)] : normal.Of(float.CreateTruncating(value));
            }
        }
    }
}
