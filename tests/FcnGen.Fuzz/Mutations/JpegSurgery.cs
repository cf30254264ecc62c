using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Fuzz.Mutations;

/// <summary>Damage to segments of JPEGs whose lengths are made good.</summary>
internal static class JpegSurgery
{
    public static byte[] Operate(Random random, byte[] file, byte[] other)
    {
        List<(byte Marker, byte[] Data, byte[] Scan)> parts = Split(file);
        if (parts.Count == 0) return file;
        int at = random.Next(parts.Count), to = random.Next(parts.Count);
        (byte marker, byte[] data, byte[] scan) = parts[at];
        switch (random.Next(9))
        {
            case 0:
                parts[at] = (marker, Mutator.Anywhere(random, data, other), scan);
                break;
            case 1:
                parts.RemoveAt(at);
                break;
            case 2:
                parts.Insert(to, parts[at]);
                break;
            case 3:
                (parts[at], parts[to]) = (parts[to], parts[at]);
                break;
            case 4:
                parts[at] = ((byte)random.Of(0xC0, 0xC1, 0xC2, 0xC4, 0xC9, 0xDA, 0xDB, 0xDC, 0xDD, 0xE0, 0xE1, 0xEE, 0xFE, random.Next(256)), data, scan);
                break;
            case 5 or 6: // the frame or a scan header
                int header = parts.FindIndex(part => part.Marker is >= 0xC0 and <= 0xC2);
                int target = random.Chance(0.6) ? header : parts.FindIndex(part => part.Marker == 0xDA);
                if (target >= 0) parts[target] = (parts[target].Marker, Mutator.Field(random, parts[target].Data, random.Next(Math.Max(1, parts[target].Data.Length))), parts[target].Scan);
                break;
            default: // entropy-coded data
                int last = parts.FindLastIndex(part => part.Scan.Length > 0);
                if (last >= 0) parts[last] = parts[last] with { Scan = Mutator.Anywhere(random, parts[last].Scan, other) };
                break;
        }

        var result = new Bytes().Add(0xFF, 0xD8);
        foreach ((byte code, byte[] content, byte[] behind) in parts) result.Add(0xFF, code).Big(content.Length + 2, 2).Add(content).Add(behind);
        return result.Add(random.Chance(0.9) ? [0xFF, 0xD9] : []).ToArray();
    }

    private static List<(byte Marker, byte[] Data, byte[] Scan)> Split(byte[] file)
    {
        var parts = new List<(byte, byte[], byte[])>();
        for (int at = 2; at + 4 <= file.Length && file[at] == 0xFF && file[at + 1] != 0xD9;)
        {
            byte marker = file[at + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2)), end = at + 2 + length;
            if (length < 2 || end > file.Length) break;
            int scan = end;
            while (marker == 0xDA && scan < file.Length && (file[scan] != 0xFF || (scan + 1 < file.Length && file[scan + 1] is 0 or (>= 0xD0 and <= 0xD7)))) scan++;
            parts.Add((marker, file[(at + 4)..end], file[end..scan]));
            at = scan;
        }

        return parts;
    }
}
