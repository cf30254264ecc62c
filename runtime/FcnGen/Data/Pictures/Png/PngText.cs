using System;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace FcnGen;

/// <summary>
/// Orientations in text chunks of PNGs, where programs put them before there was <c>eXIf</c>: EXIF as hexadecimal digits by ImageMagick,
/// and XMP. Text that makes no sense says nothing.
/// </summary>
internal static class PngText
{
    private const int MostCharacters = 1 << 20;

    /// <summary>The orientation that <c>tEXt</c> or <c>zTXt</c> holds, 0 for none; null for text about something else.</summary>
    public static int? ProfileOrientation(ReadOnlySpan<byte> data, bool packed)
    {
        int end = data.IndexOf((byte)0);
        if (end < 0 || !data[..end].SequenceEqual("Raw profile type exif"u8)) return null;
        ReadOnlySpan<byte> body = packed ? (data.Length > end + 2 ? Unpack(data[(end + 2)..]) : []) : data[(end + 1)..];
        // An empty line, the kind, the number of bytes, then lines of digits.
        string[] lines = Encoding.Latin1.GetString(body).Split('\n');
        if (lines.Length < 4) return 0;
        try
        {
            return Exif.FindOrientation(Convert.FromHexString(string.Concat(lines[3..]).Trim()));
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    /// <summary>The orientation that <c>iTXt</c> holds, 0 for none; null for text about something else.</summary>
    public static int? XmpOrientation(ReadOnlySpan<byte> data)
    {
        int end = data.IndexOf((byte)0);
        if (end < 0 || !data[..end].SequenceEqual("XML:com.adobe.xmp"u8)) return null;
        if (data.Length < end + 5) return 0;
        bool packed = data[end + 1] == 1;
        ReadOnlySpan<byte> body = data[(end + 3)..];
        // The language and the translated keyword.
        for (int skip = 0; skip < 2; skip++)
        {
            int zero = body.IndexOf((byte)0);
            if (zero < 0) return 0;
            body = body[(zero + 1)..];
        }

        if (packed) body = Unpack(body);
        foreach (string mark in new[] { "tiff:Orientation=\"", "tiff:Orientation>" })
        {
            int at = body.IndexOf(Encoding.ASCII.GetBytes(mark));
            if (at >= 0 && at + mark.Length < body.Length && body[at + mark.Length] is >= (byte)'1' and <= (byte)'8' and var digit) return digit - '0';
        }

        return 0;
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        using var stream = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var text = new byte[MostCharacters];
        try
        {
            return text[..PngRows.Inflate(stream, text)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
