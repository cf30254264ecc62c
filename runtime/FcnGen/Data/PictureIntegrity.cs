using System;
using System.Buffers.Binary;
using System.IO;

namespace FcnGen;

/// <summary>
/// Finds files that end too early. The decoder itself fills what is missing with grey or noise and reports success, which would train
/// a network on garbage.
/// </summary>
internal static class PictureIntegrity
{
    /// <summary>Throws if a PNG, JPEG or BMP file is cut short; other formats pass.</summary>
    /// <exception cref="InvalidDataException">The file is cut short; the message is the reason.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (file is [0xFF, 0xD8, ..]) CheckJpeg(file);
        else if (file is [(byte)'B', (byte)'M', ..]) CheckBmp(file);
    }

    // ITU T.81, annex B: segments with a length, and entropy-coded data after each start of scan, up to the end-of-image marker.
    private static void CheckJpeg(ReadOnlySpan<byte> file)
    {
        const byte endOfImage = 0xD9, startOfScan = 0xDA;
        int position = 2;
        while (position + 1 < file.Length)
        {
            if (file[position] != 0xFF)
            {
                position++;
                continue;
            }

            byte marker = file[position + 1];
            if (marker == endOfImage) return;
            if (marker == 0xFF) position++;
            else if (marker is 0 or 1 or (>= 0xD0 and <= 0xD8)) position += 2;
            else if (position + 4 > file.Length) break;
            else
            {
                position += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
                if (marker == startOfScan) position = SkipScan(file, position);
            }
        }

        throw new InvalidDataException("it is cut short (no end-of-image marker)");
    }

    private static int SkipScan(ReadOnlySpan<byte> file, int position)
    {
        while (position + 1 < file.Length)
        {
            int step = file[position..].IndexOf((byte)0xFF);
            if (step < 0) break;
            position += step;
            // FF 00 is a stuffed byte and FF D0..D7 a restart: both belong to the scan.
            if (position + 1 < file.Length && file[position + 1] is not (0 or (>= 0xD0 and <= 0xD7))) return position;
            position += 2;
        }

        return file.Length;
    }

    private static void CheckBmp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 34) throw new InvalidDataException("it is cut short");
        if (BinaryPrimitives.ReadInt32LittleEndian(file[14..]) < 40) return;
        bool plain = BinaryPrimitives.ReadInt32LittleEndian(file[30..]) is 0 or 3;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        long width = BinaryPrimitives.ReadInt32LittleEndian(file[18..]), height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..]));
        long bits = BinaryPrimitives.ReadUInt16LittleEndian(file[28..]);
        if (plain && start + (width * bits + 31) / 32 * 4 * height > file.Length) throw new InvalidDataException("it is cut short");
    }
}
