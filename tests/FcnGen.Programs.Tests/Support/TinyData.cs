using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace FcnGen.Programs.Tests.Support;

/// <summary>Small pictures with labels, and pictures of kinds that the library does not write.</summary>
internal static class TinyData
{
    /// <summary>Writes <c>image/</c> and <c>label/</c> with bright squares (class 1) on dark ground (class 0).</summary>
    public static void WritePairs(string folder, int count, int side = 40, byte objectClass = 1)
    {
        for (int i = 0; i < count; i++)
        {
            (Picture picture, LabelMap labels) = Draw(side, i, objectClass);
            picture.Save(Path.Combine(folder, "image", $"p{i:00}.png"));
            labels.Save(Path.Combine(folder, "label", $"p{i:00}.png"));
        }
    }

    /// <summary>A picture with one square.</summary>
    public static (Picture Picture, LabelMap Labels) Draw(int side, int index, byte objectClass = 1)
    {
        var pixels = new byte[side * side * 3];
        var labels = LabelMap.Filled(0, side, side);
        int top = 3 + index * 5 % (side / 2), left = 3 + index * 7 % (side / 2), extent = side / 3;
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                bool inside = y >= top && y < top + extent && x >= left && x < left + extent;
                pixels.AsSpan((y * side + x) * 3, 3).Fill((byte)((inside ? 200 : 50) + (x * 31 + y * 17 + index * 13) % 20));
                labels.Labels[y * side + x] = inside ? objectClass : (byte)0;
            }
        }

        return (new Picture(pixels, side, side), labels);
    }

    /// <summary>Writes a PNG with any number of channels: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</summary>
    /// <param name="value">The bytes one after the other, two a sample where it has 16 bits.</param>
    public static void WritePng(string path, int height, int width, int channels, Func<int, byte> value, int bits = 8)
    {
        byte colourType = channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bits;
        header[9] = colourType;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            int i = 0;
            for (int y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                for (int x = 0; x < width * channels * bits / 8; x++) zlib.WriteByte(value(i++));
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", packed.ToArray());
        WriteChunk(file, "IEND", []);
    }

    private static void WriteChunk(Stream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
