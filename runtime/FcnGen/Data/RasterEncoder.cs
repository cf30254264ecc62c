using System;
using System.Numerics;

namespace FcnGen;

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
        for (int channel = 0; channel < raster.Channels; channel++)
        {
            Span<float> to = nchw.Slice(channel * (int)plane, (int)plane);
            Normalisation normal = preprocessing.Of(channel);
            int source = preprocessing.Order == ChannelOrder.Bgr && raster.Channels == 3 ? 2 - channel : channel;
            if (raster.Values8 is { } bytes) EncodePlane<byte>(bytes, raster.Channels, source, raster.Height, raster.Width, region, normal, to);
            else EncodePlane<ushort>(raster.Values16, raster.Channels, source, raster.Height, raster.Width, region, normal, to);
        }
    }

    /// <summary>Encodes one channel of interleaved values of 8 or 16 bits.</summary>
    internal static void EncodePlane<T>(
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
