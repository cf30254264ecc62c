using System;
using System.Collections.Generic;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Tiff.Tests;

/// <summary>Every depth, colour, layout, compression and byte order against the values that the test wrote.</summary>
public class LayoutTests
{
    private const int White = 0, Black = 1, Rgb = 2, Palette = 3;

    public static TheoryData<int, int> Kinds() => new()
    {
        { White, 1 }, { White, 4 }, { White, 8 }, { White, 16 },
        { Black, 1 }, { Black, 2 }, { Black, 4 }, { Black, 8 }, { Black, 12 }, { Black, 16 },
        { Rgb, 8 }, { Rgb, 16 },
        { Palette, 1 }, { Palette, 4 }, { Palette, 8 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryLayoutGivesTheValuesThatWereWritten(int photometric, int bits)
    {
        int read = 0;
        foreach (TiffWriter writer in Layouts(photometric, bits))
        {
            var noise = new Random(read);
            var values = new int[writer.Height, writer.Width, writer.Samples];
            for (int row = 0; row < writer.Height; row++)
                for (int column = 0; column < writer.Width; column++)
                    for (int sample = 0; sample < writer.Samples; sample++)
                        values[row, column, sample] = column % 3 == 1 ? values[row, column - 1, sample] : noise.Next(1 << bits);
            byte[] file = writer.Write((row, column, sample) => values[row, column, sample]);

            Picture picture = TiffFile.Read(file);

            Assert.Equal((writer.Width, writer.Height), (picture.Width, picture.Height));
            for (int at = 0; at < picture.Pixels.Length; at++)
            {
                int pixel = at / 3, row = pixel / writer.Width, column = pixel % writer.Width, color = at % 3;
                int expected = Expected(photometric, bits, color, values, row, column, writer);
                if (expected != picture.Pixels[at]) Assert.Fail($"{writer}: row {row}, column {column}, colour {color} is {picture.Pixels[at]}, not {expected}");
            }

            read++;
        }

        Assert.True(read >= 48, $"only {read} layouts");
    }

    private static int Expected(int photometric, int bits, int color, int[,,] values, int row, int column, TiffWriter writer)
    {
        int value = values[row, column, photometric == Rgb ? color : 0], most = (1 << bits) - 1;
        if (photometric == Palette) return writer.Tags[320][color * (most + 1) + value] >> 8;
        if (photometric == White) value = most - value;
        // Exact for the depths whose values divide 255; the upper eight bits of deeper ones.
        return bits <= 8 ? value * 255 / most : value >> bits - 8;
    }

    private static IEnumerable<TiffWriter> Layouts(int photometric, int bits)
    {
        int colors = photometric == Rgb ? 3 : 1;
        foreach (int compression in new[] { TiffWriter.None, TiffWriter.Lzw, TiffWriter.Deflate, TiffWriter.PackBits })
        {
            foreach ((int width, int height, int rows, (int, int)? tile) in new (int, int, int, (int, int)?)[]
                { (23, 17, 17, null), (23, 17, 5, null), (1, 1, 1, null), (37, 19, 0, (16, 16)), (16, 32, 0, (16, 16)), (90, 40, 40, null) })
            {
                foreach (bool bigEndian in new[] { false, true })
                {
                    for (int variant = 0; variant < 4; variant++)
                    {
                        bool predicts = variant is 1 or 3;
                        if (predicts && (bits is not (8 or 16) || compression is TiffWriter.None or TiffWriter.PackBits)) continue;
                        bool extra = variant >= 2 && photometric != Palette;
                        if (variant >= 2 && !extra) continue;
                        var writer = new TiffWriter
                        {
                            Width = width, Height = height, RowsPerStrip = Math.Max(1, rows), Tile = tile, Bits = bits, Photometric = photometric,
                            Compression = compression, BigEndian = bigEndian, BigTiff = variant % 2 == 0 == bigEndian,
                            Predictor = predicts ? 2 : 1, Samples = colors + (extra ? 1 : 0), Separate = extra || (variant == 1 && colors == 3),
                        };
                        if (extra) writer.Tags[338] = [2];
                        if (photometric == Palette) writer.Tags[320] = Colors(3 << bits);
                        yield return writer;
                    }
                }
            }
        }
    }

    private static int[] Colors(int count)
    {
        var random = new Random(5);
        var colors = new int[count];
        for (int i = 0; i < count; i++) colors[i] = random.Next(65536);
        return colors;
    }
}
