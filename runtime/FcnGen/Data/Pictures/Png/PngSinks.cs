using System;
using System.Buffers.Binary;
using System.IO;

namespace FcnGen;

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

/// <summary>Samples of 16 bits; alpha is left out.</summary>
internal sealed class PngDeepSink(PngHeader header) : IPngSink
{
    private readonly int _stored = header.Channels;

    public int Channels { get; } = header.Channels < 3 ? 1 : 3;

    public ushort[] Samples { get; } = new ushort[(long)header.Height * header.Width * (header.Channels < 3 ? 1 : 3)];

    public void Row(ReadOnlySpan<byte> line, int y, int firstX, int stepX, int count)
    {
        Span<ushort> to = Samples.AsSpan(y * header.Width * Channels, header.Width * Channels);
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < Channels; c++)
                to[(firstX + i * stepX) * Channels + c] = BinaryPrimitives.ReadUInt16BigEndian(line[((i * _stored + c) * 2)..]);
        }
    }
}

/// <summary>The stored values of a picture of one channel: palette indices stay indices, grey is not stretched.</summary>
internal sealed class PngValueSink(PngHeader header) : IPngSink
{
    public byte[] Values { get; } = new byte[(long)header.Height * header.Width];

    /// <summary>A value of more than 8 bits and its place, if there is one.</summary>
    public (int Value, int Row, int Column)? TooLarge { get; private set; }

    public void Row(ReadOnlySpan<byte> line, int y, int firstX, int stepX, int count)
    {
        Span<byte> to = Values.AsSpan(y * header.Width, header.Width);
        for (int i = 0; i < count; i++)
        {
            int value = header.BitDepth == 16 ? BinaryPrimitives.ReadUInt16BigEndian(line[(i * 2)..]) : PackedBits.Value(line, i, header.BitDepth);
            if (value > byte.MaxValue) TooLarge ??= (value, y, firstX + i * stepX);
            to[firstX + i * stepX] = (byte)value;
        }
    }
}
