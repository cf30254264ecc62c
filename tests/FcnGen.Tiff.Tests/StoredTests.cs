using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Tiff.Tests;

/// <summary>Rasters of TIFFs: every channel and bit that is stored.</summary>
public class StoredTests
{
    public static TheoryData<int, int, int> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, int, int>();
            foreach (int samples in new[] { 1, 2, 3, 4, 5, 7 })
                foreach (int bits in new[] { 8, 12, 16 }) kinds.Add(samples, bits, samples is 3 or 4 ? 2 : 1);
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryBandIsKept(int samples, int bits, int photometric)
    {
        static int Value(int row, int column, int channel, int bits) => (row * 31 + column * 7 + channel * 101 + 977 * row * channel) % (1 << bits);
        foreach (bool separate in new[] { false, true })
        {
            foreach ((int, int)? tile in new (int, int)?[] { null, (16, 16) })
            {
                var writer = new TiffWriter { Width = 19, Height = 18, Samples = samples, Bits = bits, Photometric = photometric, Separate = separate, Tile = tile };
                Raster raster = Read(writer.Write((row, column, channel) => Value(row, column, channel, bits)));
                Assert.Equal((18, 19, samples, bits == 8 ? 8 : 16), (raster.Height, raster.Width, raster.Channels, raster.BitDepth));
                for (int row = 0; row < 18; row++)
                    for (int column = 0; column < 19; column++)
                        for (int channel = 0; channel < samples; channel++)
                            Assert.Equal(Value(row, column, channel, bits), raster[row, column, channel]);
            }
        }
    }

    [Fact]
    public void FewBitsAreSpreadAndWhiteIsTurnedAsInAPicture()
    {
        byte[] four = new TiffWriter { Bits = 4 }.Write((row, column, _) => (row * 5 + column) % 16);
        Assert.Equal(Picture.Decode(four, "t.tif").Pixels.Where((_, i) => i % 3 == 0), Read(four).Values8);
        byte[] white = new TiffWriter { Photometric = 0, Bits = 16 }.Write((row, column, _) => 1000 * row + column);
        Assert.Equal(65535 - 3004, Read(white)[3, 4, 0]);
    }

    [Fact]
    public void APaletteIsRgbAndAnOrientationTurnsBands()
    {
        int[] palette = [.. Enumerable.Range(0, 3 * 256).Select(i => (i * 77 % 256) << 8)];
        byte[] indexed = new TiffWriter { Photometric = 3, Tags = new Dictionary<int, int[]> { [320] = palette } }.Write((row, column, _) => 10 * row + column);
        Assert.Equal(Picture.Decode(indexed, "t.tif").Pixels, Read(indexed).Values8);
        var mirrored = new TiffWriter { Width = 3, Height = 1, Samples = 2, Bits = 16, Tags = new Dictionary<int, int[]> { [274] = [2] } };
        Assert.Equal(new ushort[] { 20, 21, 10, 11, 0, 1 }, Read(mirrored.Write((_, column, channel) => 10 * column + channel)).Values16);
    }

    private static Raster Read(byte[] file)
    {
        TiffPictures.Register();
        return Raster.Decode(file, "t.tif");
    }
}
