using System;
using System.Buffers.Binary;

namespace FcnGen;

/// <summary>The orientation in EXIF data: the tag 0x0112 of the first directory of a TIFF structure.</summary>
internal static class Exif
{
    private const ushort OrientationTag = 0x0112, ShortType = 3;

    /// <summary>1 to 8; 0 where there is none or the data make no sense.</summary>
    /// <param name="data">From the byte order mark on ("II" or "MM"), or from "Exif\0\0" before it.</param>
    public static int FindOrientation(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("Exif\0\0"u8)) data = data[6..];
        if (data.Length < 8) return 0;
        bool little = data[0] == 'I' && data[1] == 'I';
        if ((!little && !(data[0] == 'M' && data[1] == 'M')) || U16(data[2..], little) != 42) return 0;
        uint directory = U32(data[4..], little);
        if (directory > (uint)data.Length - 2) return 0;
        ReadOnlySpan<byte> entries = data[(int)directory..];
        int count = Math.Min(U16(entries, little), (entries.Length - 2) / 12);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(2 + i * 12, 12);
            if (U16(entry, little) != OrientationTag) continue;
            if (U16(entry[2..], little) != ShortType || U32(entry[4..], little) != 1) return 0;
            return U16(entry[8..], little) is >= 1 and <= 8 and var value ? value : 0;
        }

        return 0;
    }

    private static ushort U16(ReadOnlySpan<byte> from, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);

    private static uint U32(ReadOnlySpan<byte> from, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt32BigEndian(from);
}
