using System;
using System.IO;

namespace FcnGen;

/// <summary>
/// What the decoder gets of a JPEG: the same tables and pixels without anything else, and with the meaning of the colours said in one way.
/// </summary>
internal sealed class JpegCopy
{
    private readonly MemoryStream _kept = new();
    private int _adobe = -1;
    private bool _jfif;

    /// <summary>Takes over a segment.</summary>
    public void Add(byte marker, ReadOnlySpan<byte> segment)
    {
        _kept.Write([0xFF, marker, (byte)(segment.Length + 2 >> 8), (byte)(segment.Length + 2)]);
        _kept.Write(segment);
    }

    /// <summary>Takes over the compressed pixels of a scan.</summary>
    public void AddPixels(ReadOnlySpan<byte> pixels) => _kept.Write(pixels);

    /// <summary>Notes what a segment of a program says about colours.</summary>
    public void Note(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker == 0xE0) _jfif |= segment.StartsWith("JFIF\0"u8);
        if (marker == 0xEE && segment.Length >= 12 && segment.StartsWith("Adobe"u8)) _adobe = segment[11];
    }

    /// <summary>The file, whose channels are those of <paramref name="frame"/>.</summary>
    public byte[] ToFile(JpegFrame frame)
    {
        JpegComponent[] components = frame.Components;
        bool rgb = components is [{ Id: (byte)'R' }, { Id: (byte)'G' }, { Id: (byte)'B' }];
        int transform = components.Length switch
        {
            4 => _adobe > 0 ? 2 : 0,
            3 when !_jfif && (_adobe == 0 || (_adobe < 0 && rgb)) => 0,
            _ => 1,
        };
        return [0xFF, 0xD8, 0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)transform, .. _kept.GetBuffer().AsSpan(0, (int)_kept.Length), 0xFF, 0xD9];
    }
}
