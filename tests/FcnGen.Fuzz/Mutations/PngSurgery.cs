using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Fuzz.Mutations;

/// <summary>Damage to chunks of PNGs whose checks are made good, so that it gets past them.</summary>
internal static class PngSurgery
{
    public static byte[] Operate(Random random, byte[] file, byte[] other)
    {
        if (file.Length < 8) return file;
        List<(string Name, byte[] Data)> chunks = PngChunks.Split(file);
        if (chunks.Count == 0) return file;
        int at = random.Next(chunks.Count), to = random.Next(chunks.Count);
        switch (random.Next(8))
        {
            case 0:
                chunks[at] = (chunks[at].Name, Mutator.Anywhere(random, chunks[at].Data, other));
                break;
            case 1:
                chunks.RemoveAt(at);
                break;
            case 2:
                chunks.Insert(to, chunks[at]);
                break;
            case 3:
                (chunks[at], chunks[to]) = (chunks[to], chunks[at]);
                break;
            case 4:
                chunks[at] = (random.Of("IHDR", "PLTE", "tRNS", "sBIT", "IDAT", "IEND", "eXIf", "abCd", "ABCD"), chunks[at].Data);
                break;
            case 5:
                chunks[0] = (chunks[0].Name, Mutator.Field(random, chunks[0].Data, random.Next(0, Math.Max(1, chunks[0].Data.Length))));
                break;
            case 6:
                chunks[0] = (chunks[0].Name, Header(random, chunks[0].Data));
                break;
            default:
                Repack(random, chunks, other);
                break;
        }

        return PngChunks.Join(chunks);
    }

    private static byte[] Header(Random random, byte[] header)
    {
        if (header.Length < 13) return header;
        header = [.. header];
        header[random.Next(8, 13)] = (byte)random.Of(0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 255);
        return header;
    }

    // The damage lies under the compression, and its check is right.
    private static void Repack(Random random, List<(string Name, byte[] Data)> chunks, byte[] other)
    {
        int first = chunks.FindIndex(chunk => chunk.Name == "IDAT");
        if (first < 0) return;
        try
        {
            byte[] rows = PngChunks.Inflate([.. chunks.Where(chunk => chunk.Name == "IDAT").SelectMany(chunk => chunk.Data)]);
            chunks.RemoveAll(chunk => chunk.Name == "IDAT");
            chunks.Insert(Math.Min(first, chunks.Count), ("IDAT", PngChunks.Deflate(Mutator.Anywhere(random, rows, other), CompressionLevel.Optimal)));
        }
        catch (InvalidDataException)
        {
            // Damaged by an earlier step.
        }
    }
}
