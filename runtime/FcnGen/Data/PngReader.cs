using System;
using System.IO;
using System.IO.Compression;

namespace FcnGen;

/// <summary>
/// Reads the stored values of one-channel PNGs (palette or grey, 1 to 8 bits) without any conversion: palette indices stay indices and
/// grey values are not stretched, which general picture decoders do not offer.
/// </summary>
internal static class PngReader
{
    /// <summary>One byte per pixel.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message is the reason.</exception>
    public static byte[] ReadValues(ReadOnlySpan<byte> file, PngHeader header)
    {
        byte[] filtered = Inflate(file, header);
        int rowBytes = (header.Width * header.BitDepth + 7) / 8;
        var values = new byte[header.Height * header.Width];
        Span<byte> above = new byte[rowBytes];
        for (int row = 0; row < header.Height; row++)
        {
            int start = row * (rowBytes + 1);
            Span<byte> line = filtered.AsSpan(start + 1, rowBytes);
            Unfilter(filtered[start], line, above);
            Unpack(line, header.BitDepth, values.AsSpan(row * header.Width, header.Width));
            above = line;
        }

        return values;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> file, PngHeader header)
    {
        using var packed = new MemoryStream();
        int position = PngFile.Signature.Length;
        while (true)
        {
            ReadOnlySpan<byte> data = PngFile.NextChunk(file, ref position, out uint type);
            if (type == PngFile.ChunkType("IEND")) break;
            if (type == PngFile.ChunkType("IDAT")) packed.Write(data);
        }

        packed.Position = 0;
        using var inflater = new ZLibStream(packed, CompressionMode.Decompress);
        var filtered = new byte[checked(header.Height * ((header.Width * header.BitDepth + 7) / 8 + 1))];
        if (inflater.ReadAtLeast(filtered, filtered.Length, throwOnEndOfStream: false) < filtered.Length)
            throw new InvalidDataException("it holds fewer pixels than its header states");
        return filtered;
    }

    // A pixel is at most one byte here, so the pixel to the left is the byte to the left.
    private static void Unfilter(byte filter, Span<byte> line, ReadOnlySpan<byte> above)
    {
        for (int i = 0; i < line.Length; i++)
        {
            int left = i > 0 ? line[i - 1] : 0;
            int corner = i > 0 ? above[i - 1] : 0;
            line[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => throw new InvalidDataException($"a row has the unknown filter {filter}"),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static void Unpack(ReadOnlySpan<byte> line, int bits, Span<byte> values)
    {
        if (bits == 8)
        {
            line.CopyTo(values);
            return;
        }

        int perByte = 8 / bits, mask = (1 << bits) - 1;
        for (int i = 0; i < values.Length; i++)
            values[i] = (byte)(line[i / perByte] >> 8 - bits * (i % perByte + 1) & mask);
    }
}
