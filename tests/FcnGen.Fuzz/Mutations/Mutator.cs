using System;
using System.Buffers.Binary;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Fuzz.Mutations;

/// <summary>Damages files: in any place, or where the format has its fields and with its checks made good.</summary>
internal static class Mutator
{
    private static readonly long[] Interesting =
        [0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 257, 511, 512, 1023, 4095, 4096, 32767, 32768, 65535, 65536, 1 << 20, 1 << 24, 1 << 28,
            int.MaxValue - 1, int.MaxValue, 1L << 31, uint.MaxValue - 1, uint.MaxValue, -1, -2, -128, long.MinValue, long.MaxValue];

    /// <summary>A mutant of a file.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="seed">The whole file.</param>
    /// <param name="other">Another file, to take parts from.</param>
    public static byte[] Mutate(Random random, Seed seed, Seed other)
    {
        byte[] file = seed.File;
        int steps = random.Chance(0.7) ? 1 : random.Next(2, 6);
        for (int i = 0; i < steps && file.Length > 0; i++)
        {
            file = random.Chance(0.5) ? Surgery(random, seed.Format, file, other) : Anywhere(random, file, other.File);
        }

        return file;
    }

    /// <summary>A number that borders on something, or any.</summary>
    public static long Number(Random random) => random.Chance(0.7) ? random.Of(Interesting) + random.Of(0, 0, 0, -1, 1) : random.NextInt64(long.MinValue, long.MaxValue);

    /// <summary>Damage to a part of a file.</summary>
    public static byte[] Anywhere(Random random, byte[] file, byte[] other)
    {
        if (file.Length == 0) return [(byte)random.Next(256)];
        int at = random.Next(file.Length), count = random.Next(1, Math.Min(file.Length - at, random.Of(4, 64, 100000)) + 1);
        switch (random.Next(9))
        {
            case 0: // bits
                file = [.. file];
                for (int i = random.Next(1, 9); i > 0; i--) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
            case 1: // a byte
                file = [.. file];
                file[at] = (byte)Number(random);
                return file;
            case 2: // cut short
                return file[..at];
            case 3: // something behind
                return [.. file, .. random.Pixels(random.Next(1, 64))];
            case 4: // a part left out
                return [.. file[..at], .. file[(at + count)..]];
            case 5: // a part twice
                return [.. file[..(at + count)], .. file[at..]];
            case 6: // a part of another file
                int from = random.Next(other.Length), length = random.Next(1, Math.Min(other.Length - from, file.Length - at) + 1);
                return [.. file[..at], .. other.AsSpan(from, length), .. file[(at + length)..]];
            case 7: // zeros or ones
                file = [.. file];
                file.AsSpan(at, count).Fill(random.Of<byte>(0, 255));
                return file;
            default:
                return Field(random, file, random.Chance(0.7) ? random.Next(Math.Min(file.Length, 64)) : at);
        }
    }

    /// <summary>A number of 2 or 4 bytes, in either byte order, replaced.</summary>
    public static byte[] Field(Random random, byte[] file, int at)
    {
        int size = random.Of(2, 4);
        if (at + size > file.Length) return file;
        file = [.. file];
        Span<byte> field = file.AsSpan(at, size);
        long value = Number(random);
        if (size == 2 && random.Chance(0.5)) BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)value);
        else if (size == 2) BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)value);
        else if (random.Chance(0.5)) BinaryPrimitives.WriteUInt32BigEndian(field, (uint)value);
        else BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)value);
        return file;
    }

    private static byte[] Surgery(Random random, Format format, byte[] file, Seed other) => format switch
    {
        Format.Png or Format.Label => PngSurgery.Operate(random, file, other.File),
        Format.Jpeg => JpegSurgery.Operate(random, file, other.File),
        Format.Tiff => TiffSurgery.Operate(random, file),
        _ => Field(random, file, random.Next(Math.Min(file.Length, 14 + 124))),
    };
}
