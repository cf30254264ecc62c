using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace FcnGen.Training.Tests;

internal static class TestPictures
{
    /// <summary>Random pixels.</summary>
    public static Picture Noise(int height, int width, int seed)
    {
        var pixels = new byte[height * width * 3];
        new Random(seed).NextBytes(pixels);
        return new Picture(pixels, width, height);
    }

    /// <summary>A PNG put together by hand from filtered rows.</summary>
    /// <param name="extra">Chunks between the palette and the pixels.</param>
    public static byte[] Png(
        int height, int width, int bits, int color, byte[] rows, bool palette = false, bool interlaced = false, params (string Type, byte[] Data)[] extra)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bits;
        header[9] = (byte)color;
        header[12] = (byte)(interlaced ? 1 : 0);
        Chunk(file, "IHDR", header);
        if (palette) Chunk(file, "PLTE", [.. Enumerable.Range(0, 3 << bits).Select(i => (byte)(255 - i))]);
        foreach ((string type, byte[] chunk) in extra) Chunk(file, type, chunk);
        using var packed = new MemoryStream();
        using (var deflater = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(rows);
        byte[] data = packed.ToArray();
        // Two chunks of data, as large files have.
        Chunk(file, "IDAT", data[..3]);
        Chunk(file, "IDAT", data[3..]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>
    /// Rows of a PNG from the values of its pixels, as the specification's text says: bits written one after the other, the pixels of the
    /// seven passes taken from its 8x8 pattern, a filter drawn for each row.
    /// </summary>
    /// <param name="values">height · width · channels values.</param>
    public static byte[] PngRows(int height, int width, int channels, int bits, int[] values, bool interlaced, Random random)
    {
        int[] pattern =
        [
            1, 6, 4, 6, 2, 6, 4, 6, 7, 7, 7, 7, 7, 7, 7, 7, 5, 6, 5, 6, 5, 6, 5, 6, 7, 7, 7, 7, 7, 7, 7, 7,
            3, 6, 4, 6, 3, 6, 4, 6, 7, 7, 7, 7, 7, 7, 7, 7, 5, 6, 5, 6, 5, 6, 5, 6, 7, 7, 7, 7, 7, 7, 7, 7,
        ];
        var rows = new List<byte>();
        for (int pass = 1; pass <= (interlaced ? 7 : 1); pass++)
        {
            byte[] above = [];
            for (int y = 0; y < height; y++)
            {
                int[] columns = [.. Enumerable.Range(0, width).Where(x => !interlaced || pattern[y % 8 * 8 + x % 8] == pass)];
                if (columns.Length == 0) continue;
                string text = string.Concat(columns.SelectMany(x => Enumerable.Range(0, channels)
                    .Select(c => Convert.ToString(values[(y * width + x) * channels + c], 2).PadLeft(bits, '0'))));
                byte[] line = [.. text.PadRight((text.Length + 7) / 8 * 8, '0').Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
                rows.AddRange(Filtered(line, above.Length == 0 ? new byte[line.Length] : above, Math.Max(1, channels * bits / 8), random.Next(5)));
                above = line;
            }
        }

        return [.. rows];
    }

    private static IEnumerable<byte> Filtered(byte[] line, byte[] above, int size, int filter)
    {
        yield return (byte)filter;
        for (int i = 0; i < line.Length; i++)
        {
            int left = i < size ? 0 : line[i - size], up = above[i], corner = i < size ? 0 : above[i - size];
            int nearest = new[] { left, up, corner }.OrderBy(guess => Math.Abs(left + up - corner - guess)).First();
            yield return (byte)(line[i] - new[] { 0, left, up, (left + up) / 2, nearest }[filter]);
        }
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        byte[] body = [.. type.Select(letter => (byte)letter), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(body));
        file.Write(number);
    }

    // Bit by bit, as the PNG specification defines it.
    private static uint Crc32(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return crc ^ 0xFFFFFFFF;
    }
}
