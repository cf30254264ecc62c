using System;

namespace FcnGen.Fuzz.Seeds;

/// <summary>BMPs of all depths, headers, masks and run lengths.</summary>
internal static class BmpSeeds
{
    public static Seed Picture(Random random)
    {
        int header = random.Of(12, 40, 40, 52, 56, 108, 124);
        int bits = header == 12 ? random.Of(1, 4, 8, 24) : random.Of(1, 4, 8, 16, 24, 32);
        int width = random.Next(1, 40), height = random.Next(1, 40);
        bool runs = header >= 40 && bits is 4 or 8 && header != 12 && random.Chance(0.5), masks = header >= 40 && bits is 16 or 32 && random.Chance(0.5);
        bool topDown = header >= 40 && !runs && random.Chance(0.3);
        int compression = runs ? bits == 8 ? 1 : 2 : masks ? 3 : 0;
        int colors = bits <= 8 ? 1 << bits : 0;
        byte[] pixels = runs ? Runs(random, width, height, bits) : random.Pixels((width * bits + 31) / 32 * 4 * height);
        int maskBytes = masks && header == 40 ? 12 : 0;
        int start = 14 + header + maskBytes + colors * (header == 12 ? 3 : 4);

        var file = new Bytes().Add("BM"u8).Little(start + pixels.Length, 4).Little(0, 4).Little(start, 4).Little(header, 4);
        if (header == 12)
        {
            file.Little(width, 2).Little(height, 2).Little(1, 2).Little(bits, 2);
        }
        else
        {
            file.Little(width, 4).Little(topDown ? -height : height, 4).Little(1, 2).Little(bits, 2).Little(compression, 4);
            file.Little(pixels.Length, 4).Little(2835, 4).Little(2835, 4).Little(colors, 4).Little(0, 4);
            if (header > 40 || masks) AddMasks(file, bits, masks);
            if (header > 40) file.Add(new byte[header - 52]);
        }

        for (int i = 0; i < colors; i++) file.Add(random.Pixels(3)).Add(header == 12 ? [] : [0]);
        return new Seed(Format.Bmp, file.Add(pixels).ToArray());
    }

    private static void AddMasks(Bytes file, int bits, bool masks)
    {
        (long red, long green, long blue) = !masks ? (0, 0, 0) : bits == 16 ? (0xF800, 0x07E0, 0x001F) : (0xFF0000L, 0xFF00, 0xFF);
        file.Little(red, 4).Little(green, 4).Little(blue, 4);
    }

    // Every row whole, in runs and literals; the last ends with the end of the picture.
    private static byte[] Runs(Random random, int width, int height, int bits)
    {
        var runs = new Bytes();
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width;)
            {
                int count = Math.Min(width - column, random.Next(1, 30));
                if (count >= 3 && random.Chance(0.4))
                {
                    int bytes = bits == 8 ? count : (count + 1) / 2;
                    runs.Add(0, (byte)count).Add(random.Pixels(bytes)).Add(new byte[bytes & 1]);
                }
                else
                {
                    runs.Add((byte)count, (byte)random.Next(256));
                }

                column += count;
            }

            runs.Add(0, (byte)(row == height - 1 ? 1 : 0));
        }

        return runs.ToArray();
    }
}
