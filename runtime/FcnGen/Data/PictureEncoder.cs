using System;

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
        if (channels == 1)
        {
            EncodeLuma(picture, region, preprocessing.Of(0), nchw);
            return;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            int source = preprocessing.Order == ChannelOrder.Bgr ? 2 - channel : channel;
            RasterEncoder.EncodePlane<byte>(
                picture.Pixels, 3, source, picture.Height, picture.Width, region, preprocessing.Of(channel), nchw.Slice(channel * (int)plane, (int)plane));
        }
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
