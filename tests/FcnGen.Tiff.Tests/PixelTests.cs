using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Tiff.Tests;

/// <summary>What pixels mean: ranges, alpha, palettes, orientation, pages, fax and JPEG.</summary>
public class PixelTests
{
    [Theory]
    [InlineData(1, "123 456")]
    [InlineData(2, "321 654")]
    [InlineData(3, "654 321")]
    [InlineData(4, "456 123")]
    [InlineData(5, "14 25 36")]
    [InlineData(6, "41 52 63")]
    [InlineData(7, "63 52 41")]
    [InlineData(8, "36 25 14")]
    public void TheOrientationIsApplied(int orientation, string expected)
    {
        var writer = new TiffWriter { Width = 3, Height = 2, Tags = new Dictionary<int, int[]> { [274] = [orientation] } };

        Picture picture = TiffFile.Read(writer.Write((row, column, _) => 3 * row + column + 1));

        IEnumerable<string> rows = Enumerable.Range(0, picture.Height).Select(row =>
            string.Concat(Enumerable.Range(0, picture.Width).Select(column => picture.Pixels[3 * (row * picture.Width + column)])));
        Assert.Equal(expected, string.Join(' ', rows));
    }

    [Fact]
    public void SixteenBitsKeepTheirUpperHalfUnlessTheFileOrTheCallerKnowsBetter()
    {
        static int Value(int row, int column, int _) => Math.Min(4095, 16 * (10 * row + column) + 7);
        byte[] plain = new TiffWriter { Bits = 16 }.Write(Value);
        byte[] twelve = new TiffWriter { Bits = 16, Tags = new Dictionary<int, int[]> { [281] = [4095] } }.Write(Value);
        byte[] statistic = new TiffWriter { Bits = 16, Tags = new Dictionary<int, int[]> { [281] = [4000] } }.Write(Value);

        Assert.Equal(Value(3, 4, 0) >> 8, TiffFile.Read(plain).Pixels[^1]);
        Assert.Equal(Value(3, 4, 0) >> 4, TiffFile.Read(twelve).Pixels[^1]);
        // The tag is for statistics, so a value that is no depth changes nothing: two pictures of a set would get different scales.
        Assert.Equal(Value(3, 4, 0) >> 8, TiffFile.Read(statistic).Pixels[^1]);
        Assert.Equal(Value(3, 4, 0) >> 4, TiffFile.Read(plain, new PictureOptions { Range = new SampleRange(0, 4095) }).Pixels[^1]);
    }

    [Fact]
    public void WarnsOnceOfSixteenBitsThatStayNearBlack()
    {
        var warnings = new List<string>();
        var options = new PictureOptions { Warn = warnings.Add };
        byte[] dark = new TiffWriter { Bits = 16 }.Write((row, column, _) => 100 * row + column);

        TiffFile.Read(dark, options);
        TiffFile.Read(dark, options);

        string warning = Assert.Single(warnings);
        Assert.Contains("304", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void AlphaIsDroppedAndColoursMultipliedByItAreDivided(int bits)
    {
        int most = (1 << bits) - 1;
        foreach (bool separate in new[] { false, true })
        {
            TiffWriter Writer(int kind) => new() { Width = 2, Height = 1, Samples = 4, Photometric = 2, Bits = bits, Separate = separate, Tags = new Dictionary<int, int[]> { [338] = [kind] } };
            int Sample(int row, int column, int channel) => channel == 3 ? column == 0 ? most / 2 : 0 : most / 4 * (channel + 1) / 2;

            byte[] plain = TiffFile.Read(Writer(2).Write(Sample)).Pixels, multiplied = TiffFile.Read(Writer(1).Write(Sample)).Pixels;

            for (int color = 0; color < 3; color++)
            {
                Assert.InRange(plain[color], 255 / 8 * (color + 1) - 2, 255 / 8 * (color + 1) + 2);
                Assert.InRange(multiplied[color], 255 / 4 * (color + 1) - 3, 255 / 4 * (color + 1) + 4);
            }

            // Nothing to divide by: as stored.
            Assert.Equal(plain[3..], multiplied[3..]);
        }
    }

    [Theory]
    [InlineData(8, 3, false)]
    [InlineData(8, 3, true)]
    [InlineData(16, 3, false)]
    [InlineData(16, 3, true)]
    [InlineData(8, 1, false)]
    public void AlphaThatIsDeclaredWithoutASampleForItIsNone(int bits, int samples, bool separate)
    {
        byte[] Write(Dictionary<int, int[]> tags) => new TiffWriter { Width = 3, Height = 2, Samples = samples, Photometric = samples == 3 ? 2 : 1, Bits = bits, Separate = separate, Tags = tags }
            .Write((row, column, channel) => 40 * row + 10 * column + channel + 1);

        Assert.Equal(TiffFile.Read(Write([])).Pixels, TiffFile.Read(Write(new() { [338] = [1] })).Pixels);
    }

    [Fact]
    public void APaletteOfEightBitsIsNotTakenForBlack()
    {
        int[] map = [.. Enumerable.Range(0, 256), .. Enumerable.Range(0, 256).Reverse(), .. Enumerable.Repeat(7, 256)];
        var writer = new TiffWriter { Photometric = 3, Tags = new Dictionary<int, int[]> { [320] = map } };

        Assert.Equal([34, 255 - 34, 7], TiffFile.Read(writer.Write((_, _, _) => 34)).Pixels[..3]);
    }

    [Fact]
    public void OfSeveralPagesTheFirstIsRead()
    {
        byte[] first = TiffFile.Grey(new TiffWriter()), second = new TiffWriter { Width = 9, Height = 9 }.Write((_, _, _) => 200);
        // The second directory follows behind the first file; its offsets are those of a file of its own, and are never read.
        byte[] file = [.. first, .. second];
        int directory = BitConverter.ToInt32(file, 4), entries = BitConverter.ToInt16(file, directory);
        BitConverter.TryWriteBytes(file.AsSpan(directory + 2 + 12 * entries), first.Length + BitConverter.ToInt32(second, 4));

        Assert.Equal(TiffFile.Read(first).Pixels, TiffFile.Read(file).Pixels);
    }

    // ITU T.6: "1" keeps a change of colour where it is in the row above; horizontal mode "001" names two runs.
    [Fact]
    public void FaxIsRead()
    {
        // 8 pixels. Row 0: white 2, black 3, white 3. Row 1: the same. Then the end of the block.
        // Horizontal 001, white 2 = 0111, black 3 = 10; then V0 closes the row; row 1 is V0 three times; 000000000001 twice ends.
        string bits = "001" + "0111" + "10" + "1" + "111" + "000000000001000000000001";
        var packed = new byte[(bits.Length + 7) / 8];
        for (int i = 0; i < bits.Length; i++) packed[i / 8] |= (byte)(bits[i] - '0' << 7 - i % 8);
        var writer = new TiffWriter { Width = 8, Height = 2, Bits = 1, Photometric = 0, Compression = TiffWriter.Fax4, Packed = [packed] };

        byte[] pixels = TiffFile.Read(writer.Write((_, _, _) => 0)).Pixels;

        byte[] row = [255, 255, 0, 0, 0, 255, 255, 255];
        Assert.Equal([.. row, .. row], pixels.Where((_, i) => i % 3 == 0));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 2)]
    public void JpegInsideIsWhatTheJpegIs(int components, int h, int v)
    {
        var random = new Random(components + h);
        (int, int)[] sampling = components == 1 ? [(1, 1)] : [(h, v), (1, 1), (1, 1)];
        byte[] jpeg = JpegWriter.Write(random, 45, 37, sampling, progressive: false, restart: 0, exif: null);
        var writer = new TiffWriter { Width = 45, Height = 37, Samples = components, Photometric = components == 1 ? 1 : 6, Compression = TiffWriter.Jpeg, Packed = [jpeg] };
        if (components == 3) writer.Tags[530] = [h, v];

        byte[] inside = TiffFile.Read(writer.Write((_, _, _) => 0)).Pixels, alone = Picture.Decode(jpeg, "alone.jpg").Pixels;

        // Another decoder, which rounds otherwise and interpolates colours otherwise; those of this noise differ by 60 from pixel to pixel.
        Assert.InRange(inside.Zip(alone, (one, other) => Math.Abs(one - other)).Average(), 0, h == 1 ? 1 : 12);
    }
}
