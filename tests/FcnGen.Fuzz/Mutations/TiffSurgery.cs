using System;
using System.Buffers.Binary;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Fuzz.Mutations;

/// <summary>Damage to entries of the first directory of TIFFs, in the file's own byte order.</summary>
internal static class TiffSurgery
{
    private static readonly int[] Tags =
        [254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281, 284, 292, 317, 320, 322, 323, 324, 325, 338, 339, 347, 530];

    public static byte[] Operate(Random random, byte[] file)
    {
        if (file.Length < 16) return file;
        file = [.. file];
        bool big = file[0] == 'M', large = (file[2] | file[3]) == 43;
        long start = Get(file, large ? 8 : 4, large ? 8 : 4, big);
        int word = large ? 8 : 4, head = large ? 8 : 2, size = 4 + 2 * word;
        if (start < 0 || start > file.Length - head) return file;
        long count = Get(file, (int)start, head, big);
        if (count is <= 0 or > 1000) return file;
        long entry = start + head + random.NextInt64(count) * size;
        if (entry + size > file.Length) return file;
        var at = (int)entry;
        switch (random.Next(6))
        {
            case 0:
                Put(file, at, random.Of(Tags), 2, big);
                break;
            case 1:
                Put(file, at + 2, random.Of(1, 2, 3, 4, 5, 7, 9, 11, 12, 13, 16, 18, random.Next(65536)), 2, big);
                break;
            case 2:
                Put(file, at + 4, Mutator.Number(random), word, big);
                break;
            case 3: // small codes: compressions, photometric interpretations, depths
                Put(file, at + 4 + word, random.Of(0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 32, 32773, 32946, 34925, 50000), 2, big);
                break;
            case 4:
                Put(file, at + 4 + word, Mutator.Number(random), word, big);
                break;
            default:
                Put(file, (int)start, Mutator.Number(random), head, big);
                break;
        }

        return file;
    }

    private static long Get(byte[] file, int at, int size, bool big)
    {
        if (at + size > file.Length) return -1;
        long value = 0;
        for (int i = 0; i < size; i++) value = value << 8 | file[at + (big ? i : size - 1 - i)];
        return value;
    }

    private static void Put(byte[] file, int at, long value, int size, bool big)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (big) BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        else BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        (big ? bytes[(8 - size)..] : bytes[..size]).CopyTo(file.AsSpan(at, size));
    }
}
