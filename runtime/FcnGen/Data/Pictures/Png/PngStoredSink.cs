using System;
using System.Buffers.Binary;

namespace FcnGen;

/// <summary>All channels that are stored, alpha too, in 16 bits or in 8; grey of fewer bits is spread over 8 as in a picture.</summary>
internal sealed class PngStoredSink(PngHeader header) : IPngSink
{
    private readonly int _width = header.Width, _bits = header.BitDepth, _channels = header.Channels;
    private readonly byte[]? _bytes = header.BitDepth == 16 ? null : new byte[(long)header.Height * header.Width * header.Channels];
    private readonly ushort[]? _words = header.BitDepth == 16 ? new ushort[(long)header.Height * header.Width * header.Channels] : null;

    public Raster ToRaster() => _bytes is not null ? new Raster(_bytes, _channels, _width, header.Height) : new Raster(_words!, _channels, _width, header.Height);

    public void Row(ReadOnlySpan<byte> line, int y, int firstX, int stepX, int count)
    {
        int row = y * _width, scale = _bits < 8 ? 255 / ((1 << _bits) - 1) : 1;
        for (int i = 0; i < count; i++)
        {
            int to = (row + firstX + i * stepX) * _channels;
            for (int c = 0; c < _channels; c++)
            {
                int from = i * _channels + c;
                if (_words is not null) _words[to + c] = BinaryPrimitives.ReadUInt16BigEndian(line[(from * 2)..]);
                else _bytes![to + c] = (byte)(PackedBits.Value(line, from, _bits) * scale);
            }
        }
    }
}
