using System;
using System.Collections.Generic;
using System.IO;
using BitMiracle.LibTiff.Classic;

namespace FcnGen;

/// <summary>
/// Shows a TIFF to LibTiff.NET with a directory written anew from the checked layout, so that the library never sees what else the
/// file's own directories hold: a classic header in front, the file's bytes at their places, the directory behind them.
/// </summary>
internal sealed class CanonicalStream : TiffStream
{
    private const int HeaderSize = 8;
    private readonly byte[] _file, _header, _directory;

    // Of the file; directories begin at even offsets.
    private readonly long _end;
    private long _position;

    /// <param name="file">The file.</param>
    /// <param name="layout">What the directory is written from.</param>
    public CanonicalStream(byte[] file, TiffLayout layout)
    {
        _file = file;
        _end = file.Length + (file.Length & 1);
        _header = Header(layout.BigEndian, _end);
        _directory = CanonicalDirectory.Write(layout, _end);
    }

    public override int Read(object clientData, byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count)
        {
            ReadOnlySpan<byte> rest = _position < HeaderSize ? _header.AsSpan((int)_position)
                : _position < _file.Length ? _file.AsSpan((int)_position)
                : _position < _end ? [0]
                : _position < _end + _directory.Length ? _directory.AsSpan((int)(_position - _end)) : [];
            if (rest.IsEmpty) break;
            int part = Math.Min(rest.Length, count - read);
            rest[..part].CopyTo(buffer.AsSpan(offset + read));
            read += part;
            _position += part;
        }

        return read;
    }

    public override long Seek(object clientData, long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Size(clientData) + offset,
    };

    public override long Size(object clientData) => _end + _directory.Length;

    public override void Write(object clientData, byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Close(object clientData)
    {
    }

    private static byte[] Header(bool bigEndian, long directory)
    {
        var numbers = new TiffNumbers(bigEndian);
        numbers.Add(bigEndian ? 0x4D4D : 0x4949, 2);
        numbers.Add(42, 2);
        numbers.Add(directory, 4);
        return numbers.ToArray();
    }
}

/// <summary>Numbers in a byte order, one behind the other.</summary>
/// <param name="bigEndian">Whether the most significant byte comes first.</param>
internal sealed class TiffNumbers(bool bigEndian)
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public void Add(long value, int size)
    {
        for (int i = 0; i < size; i++) _bytes.Add((byte)(value >> 8 * (bigEndian ? size - 1 - i : i)));
    }

    public void Add(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    public byte[] ToArray() => [.. _bytes];
}
