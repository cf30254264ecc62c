using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace FcnGen.Fuzz.Seeds;

/// <summary>Chunks of PNG files, with their checks.</summary>
internal static class PngChunks
{
    private static readonly uint[] Table = MakeTable();

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>A file of these chunks.</summary>
    public static byte[] Join(IEnumerable<(string Name, byte[] Data)> chunks)
    {
        var file = new Bytes().Add(Signature);
        foreach ((string name, byte[] data) in chunks)
        {
            byte[] body = [.. Encoding.Latin1.GetBytes(name), .. data];
            file.Big(data.Length, 4).Add(body).Big(Crc(body), 4);
        }

        return file.ToArray();
    }

    /// <summary>The chunks of a whole file.</summary>
    public static List<(string Name, byte[] Data)> Split(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (int at = 8; at + 12 <= file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12) break;
            chunks.Add((Encoding.Latin1.GetString(file, at + 4, 4), file.AsSpan(at + 8, length).ToArray()));
            at += 12 + length;
        }

        return chunks;
    }

    public static byte[] Deflate(byte[] data, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var deflater = new ZLibStream(packed, level)) deflater.Write(data);
        return packed.ToArray();
    }

    public static byte[] Inflate(byte[] data)
    {
        using var inflater = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var to = new MemoryStream();
        inflater.CopyTo(to);
        return to.ToArray();
    }

    private static uint Crc(byte[] data) => ~data.Aggregate(uint.MaxValue, (crc, value) => Table[(crc ^ value) & 255] ^ crc >> 8);

    private static uint[] MakeTable() => [.. Enumerable.Range(0, 256).Select(index =>
    {
        var value = (uint)index;
        for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ value >> 1 : value >> 1;
        return value;
    })];
}
