using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace FcnGen;

/// <summary>PNG: every colour type and depth, interlaced or not; of an animated one, its still picture.</summary>
internal sealed class PngFormat : IPictureFormat
{
    public string Name => "PNG";

    public IReadOnlyList<string> Extensions { get; } = [".png"];

    public bool Recognises(ReadOnlySpan<byte> file) => PngFile.IsPng(file);

    public PictureClaim ReadClaim(ReadOnlySpan<byte> file) => PngFile.ReadHeader(file).Claim(file.Length);

    public DecodedPicture Decode(byte[] file, CancellationToken cancel)
    {
        PngImage image = PngImage.Read(file);
        PngHeader header = image.Header;
        if (header.BitDepth < 16)
        {
            PngRgbSink rgb = PngRows.Read(file, image, () => new PngRgbSink(image), cancel);
            return DecodedPicture.Rgb(rgb.Pixels, header.Width, header.Height, image.Orientation);
        }

        Raster deep = ReadStored(file, image, header.Channels < 3 ? 1 : 3, cancel);
        return DecodedPicture.Deep(deep.Values16!, deep.Channels, header.Width, header.Height, image.Orientation, image.SignificantBits);
    }

    public DecodedPicture DecodeStored(byte[] file, CancellationToken cancel)
    {
        PngImage image = PngImage.Read(file);
        // A palette holds colours, which are what its indices stand for.
        if (image.Header.Color == PngColor.Indexed) return Decode(file, cancel);
        return DecodedPicture.Stored(ReadStored(file, image, image.Header.Channels, cancel), image.Orientation);
    }

    private static Raster ReadStored(byte[] file, PngImage image, int channels, CancellationToken cancel) =>
        PngRows.Read(file, image, () => new PngStoredSink(image.Header, channels), cancel).ToRaster();
}

/// <summary>RGB of 8 bits: grey and palette become colours, alpha is left out.</summary>
internal sealed class PngRgbSink(PngImage image) : IPngSink
{
    private readonly int _width = image.Header.Width, _bits = image.Header.BitDepth, _channels = image.Header.Channels;

    public byte[] Pixels { get; } = new byte[(long)image.Header.Height * image.Header.Width * 3];

    public void Row(ReadOnlySpan<byte> line, int y, int firstX, int stepX, int count)
    {
        Span<byte> to = Pixels.AsSpan(y * _width * 3, _width * 3)[(firstX * 3)..];
        switch (image.Header.Color)
        {
            case PngColor.Rgb when stepX == 1:
                line.CopyTo(to);
                break;
            case PngColor.Rgb or PngColor.Rgba:
                for (int i = 0; i < count; i++) line.Slice(i * _channels, 3).CopyTo(to[(i * stepX * 3)..]);
                break;
            case PngColor.Indexed:
                for (int i = 0; i < count; i++) Color(PackedBits.Value(line, i, _bits)).CopyTo(to[(i * stepX * 3)..]);
                break;
            default:
                int scale = 255 / ((1 << _bits) - 1);
                for (int i = 0; i < count; i++) to.Slice(i * stepX * 3, 3).Fill((byte)(PackedBits.Value(line, i * _channels, _bits) * scale));
                break;
        }
    }

    private ReadOnlySpan<byte> Color(int index) => index * 3 < image.Palette.Length
        ? image.Palette.AsSpan(index * 3, 3)
        : throw new InvalidDataException($"a pixel has the colour {index} of a palette of {image.Palette.Length / 3}");
}

/// <summary>The first <paramref name="channels"/> of the stored channels, in 16 bits or in 8; grey of fewer bits is spread over 8 as in a picture.</summary>
internal sealed class PngStoredSink(PngHeader header, int channels) : IPngSink
{
    private readonly byte[]? _bytes = header.BitDepth == 16 ? null : new byte[(long)header.Height * header.Width * channels];
    private readonly ushort[]? _words = header.BitDepth == 16 ? new ushort[(long)header.Height * header.Width * channels] : null;

    public Raster ToRaster() =>
        _bytes is not null ? new Raster(_bytes, channels, header.Width, header.Height) : new Raster(_words!, channels, header.Width, header.Height);

    public void Row(ReadOnlySpan<byte> line, int y, int firstX, int stepX, int count)
    {
        int row = y * header.Width, scale = header.BitDepth < 8 ? 255 / ((1 << header.BitDepth) - 1) : 1, stored = header.Channels;
        for (int i = 0; i < count; i++)
        {
            int to = (row + firstX + i * stepX) * channels;
            for (int c = 0; c < channels; c++)
            {
                int from = i * stored + c;
                if (_words is not null) _words[to + c] = BinaryPrimitives.ReadUInt16BigEndian(line[(from * 2)..]);
                else _bytes![to + c] = (byte)(PackedBits.Value(line, from, header.BitDepth) * scale);
            }
        }
    }
}
