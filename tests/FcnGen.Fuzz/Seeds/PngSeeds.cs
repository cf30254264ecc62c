using System;
using System.Collections.Generic;
using System.IO.Compression;

namespace FcnGen.Fuzz.Seeds;

/// <summary>PNGs of all colour types, depths, filters and interlacing, with chunks that change how pixels are read; and label PNGs.</summary>
internal static class PngSeeds
{
    private static readonly (int Color, int[] Depths, int Channels)[] Types =
        [(0, [1, 2, 4, 8, 16], 1), (2, [8, 16], 3), (3, [1, 2, 4, 8], 1), (4, [8, 16], 2), (6, [8, 16], 4)];

    public static Seed Picture(Random random)
    {
        (int color, int[] depths, int channels) = random.Of(Types);
        int depth = random.Of(depths);
        return new Seed(Format.Png, Make(random, color, depth, channels, interlaced: random.Chance(0.4), extras: true));
    }

    public static Seed Label(Random random)
    {
        bool palette = random.Chance(0.6);
        return new Seed(Format.Label, Make(random, palette ? 3 : 0, random.Of(1, 2, 4, 8), 1, interlaced: false, extras: random.Chance(0.3)));
    }

    private static byte[] Make(Random random, int color, int depth, int channels, bool interlaced, bool extras)
    {
        int width = random.Next(1, 40), height = random.Next(1, 40);
        var chunks = new List<(string, byte[])>
        {
            ("IHDR", new Bytes().Big(width, 4).Big(height, 4).Add((byte)depth, (byte)color, 0, 0, (byte)(interlaced ? 1 : 0)).ToArray()),
        };
        if (extras) AddExtras(random, color, depth, chunks);
        if (color == 3) chunks.Add(("PLTE", random.Pixels(3 << depth)));
        if (extras && random.Chance(0.3))
        {
            if (color == 3) chunks.Add(("tRNS", random.Pixels(random.Next(1, 1 + (1 << depth)))));
            else if (color is 0 or 2) chunks.Add(("tRNS", new byte[2 * channels]));
        }

        byte[] data = PngChunks.Deflate(Rows(random, width, height, depth * channels, interlaced),
            random.Of(CompressionLevel.Optimal, CompressionLevel.Fastest, CompressionLevel.NoCompression));
        while (data.Length > 4 && random.Chance(0.3))
        {
            int part = random.Next(1, data.Length);
            chunks.Add(("IDAT", data[..part]));
            data = data[part..];
        }

        chunks.Add(("IDAT", data));
        if (extras && random.Chance(0.2)) chunks.Add(("tEXt", "Comment\0none"u8.ToArray()));
        chunks.Add(("IEND", []));
        return PngChunks.Join(chunks);
    }

    private static void AddExtras(Random random, int color, int depth, List<(string, byte[])> chunks)
    {
        int significant = color is 3 ? 8 : depth;
        if (random.Chance(0.2))
        {
            var bits = new byte[color switch { 0 => 1, 4 => 2, 6 => 4, _ => 3 }];
            Array.Fill(bits, (byte)random.Next(1, significant + 1));
            chunks.Add(("sBIT", bits));
        }

        if (random.Chance(0.2)) chunks.Add(("gAMA", new Bytes().Big(45455, 4).ToArray()));
        if (random.Chance(0.2)) chunks.Add(("eXIf", ExifBlock.Make(random)));
    }

    // Rows of all passes of Adam7, or of the picture, each behind its filter.
    private static byte[] Rows(Random random, int width, int height, int bits, bool interlaced)
    {
        (int Left, int Top, int Across, int Down)[] passes = interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        var rows = new Bytes();
        foreach ((int left, int top, int across, int down) in passes)
        {
            int columns = (width - left + across - 1) / across, lines = (height - top + down - 1) / down;
            if (columns <= 0) continue;
            for (int line = 0; line < lines; line++) rows.Add((byte)random.Next(5)).Add(random.Pixels((columns * bits + 7) / 8));
        }

        return rows.ToArray();
    }
}
