using System;
using System.Linq;

namespace FcnGen.Fuzz.Seeds;

/// <summary>TIFFs of all depths, colours, layouts and compressions, in both byte orders.</summary>
internal static class TiffSeeds
{
    public static Seed Picture(Random random)
    {
        if (random.Chance(0.15)) return Jpeg(random);
        if (random.Chance(0.1)) return Fax(random);
        int photometric = random.Of(0, 1, 2, 2, 3);
        int colors = photometric == 2 ? 3 : 1, samples = colors + (photometric != 3 && random.Chance(0.3) ? 1 : 0);
        int bits = photometric == 3 ? random.Of(1, 2, 4, 8) : photometric == 2 ? random.Of(8, 16) : random.Of(1, 2, 4, 8, 12, 16);
        int compression = random.Of(TiffWriter.None, TiffWriter.Lzw, TiffWriter.Deflate, TiffWriter.PackBits);
        var writer = new TiffWriter
        {
            Width = random.Next(1, 40),
            Height = random.Next(1, 40),
            Samples = samples,
            Bits = bits,
            Photometric = photometric,
            Compression = compression,
            Predictor = bits is 8 or 16 && compression is TiffWriter.Lzw or TiffWriter.Deflate && random.Chance(0.5) ? 2 : 1,
            BigEndian = random.Chance(0.5),
            BigTiff = random.Chance(0.25),
            Separate = samples > 1 && random.Chance(0.4),
            Tile = random.Chance(0.4) ? (16 * random.Next(1, 3), 16 * random.Next(1, 3)) : null,
            RowsPerStrip = random.Next(1, 41),
        };
        if (random.Chance(0.5)) writer.Tags[274] = [random.Next(1, 9)];
        if (samples > colors) writer.Tags[338] = [random.Next(3)];
        if (photometric == 3) writer.Tags[320] = [.. Enumerable.Range(0, 3 << bits).Select(_ => random.Next(65536))];
        byte[] noise = random.Pixels(writer.Width * writer.Height * samples * 2);
        return new Seed(Format.Tiff, writer.Write((row, column, channel) =>
        {
            int at = 2 * ((row * writer.Width + column) * samples + channel);
            return (noise[at] << 8 | noise[at + 1]) & (1 << bits) - 1;
        }));
    }

    private static Seed Jpeg(Random random)
    {
        int width = random.Next(1, 40), height = random.Next(1, 40);
        (int, int)[] sampling = random.Of<(int, int)[]>([(1, 1)], [(1, 1), (1, 1), (1, 1)], [(2, 2), (1, 1), (1, 1)]);
        var writer = new TiffWriter
        {
            Width = width,
            Height = height,
            Samples = sampling.Length,
            Photometric = sampling.Length == 1 ? 1 : 6,
            Compression = TiffWriter.Jpeg,
            BigEndian = random.Chance(0.5),
            Packed = [JpegWriter.Write(random, width, height, sampling, progressive: false, restart: 0, exif: null)],
        };
        if (sampling.Length == 3) writer.Tags[530] = [sampling[0].Item1, sampling[0].Item2];
        return new Seed(Format.Tiff, writer.Write((_, _, _) => 0));
    }

    // Rows like the row above: one bit each; the first is white.
    private static Seed Fax(Random random)
    {
        int height = random.Next(1, 41);
        var packed = new byte[(height + 24 + 7) / 8];
        for (int bit = 0; bit < height; bit++) packed[bit / 8] |= (byte)(0x80 >> bit % 8);
        foreach (int bit in new[] { height + 11, height + 23 }) packed[bit / 8] |= (byte)(0x80 >> bit % 8);
        var writer = new TiffWriter { Width = random.Next(1, 41), Height = height, Bits = 1, Photometric = 0, Compression = TiffWriter.Fax4, Packed = [packed] };
        return new Seed(Format.Tiff, writer.Write((_, _, _) => 0));
    }
}
