using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace FcnGen;

/// <summary>Writes 8-bit PNGs: RGB pictures and palette label maps.</summary>
internal static class PngWriter
{
    /// <summary>Throws unless a name says that it is a PNG: a PNG under the name of another format would mislead.</summary>
    /// <exception cref="OutputFileException">The extension is another.</exception>
    public static void RequirePng(string path, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string extension = Path.GetExtension(path);
        if (extension.Equals(".png", StringComparison.OrdinalIgnoreCase)) return;
        throw new OutputFileException(
            $"{what} are written as PNG, but {path} {(extension.Length == 0 ? "has no extension" : $"ends in {extension}")}. Name it {Path.ChangeExtension(path, ".png")}.");
    }

    public static void WriteRgb(Stream to, int height, int width, ReadOnlySpan<byte> pixels)
    {
        WriteHeader(to, height, width, PngColor.Rgb);
        // The "up" filter: cheap, and much better than none on smooth pictures.
        WriteRows(to, height, width * 3, pixels, filter: 2);
        WriteChunk(to, "IEND", []);
    }

    public static void WriteIndexed(Stream to, int height, int width, ReadOnlySpan<byte> labels, Palette palette)
    {
        WriteHeader(to, height, width, PngColor.Indexed);
        Span<byte> colors = stackalloc byte[256 * 3];
        for (int label = 0; label < 256; label++)
            (colors[label * 3], colors[label * 3 + 1], colors[label * 3 + 2]) = palette[(byte)label];
        WriteChunk(to, "PLTE", colors);
        WriteRows(to, height, width, labels, filter: 0);
        WriteChunk(to, "IEND", []);
    }

    private static void WriteHeader(Stream to, int height, int width, PngColor color)
    {
        to.Write(PngFile.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)color;
        header[10..].Clear();
        WriteChunk(to, "IHDR", header);
        // Programs tell by it what they may replace.
        WriteChunk(to, "tEXt", "Software\0FcnGen"u8);
    }

    private static void WriteRows(Stream to, int height, int rowBytes, ReadOnlySpan<byte> values, byte filter)
    {
        using var packed = new MemoryStream();
        using (var deflater = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[rowBytes + 1];
            line[0] = filter;
            for (int row = 0; row < height; row++)
            {
                ReadOnlySpan<byte> current = values.Slice(row * rowBytes, rowBytes);
                current.CopyTo(line.AsSpan(1));
                if (filter == 2 && row > 0)
                {
                    ReadOnlySpan<byte> above = values.Slice((row - 1) * rowBytes, rowBytes);
                    for (int i = 0; i < rowBytes; i++) line[i + 1] -= above[i];
                }

                deflater.Write(line);
            }
        }

        WriteChunk(to, "IDAT", packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    private static void WriteChunk(Stream to, string name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4), PngFile.ChunkType(name));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), PngFile.Checksum(chunk.AsSpan(4, data.Length + 4)));
        to.Write(chunk);
    }
}
