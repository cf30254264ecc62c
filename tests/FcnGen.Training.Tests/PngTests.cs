using System;
using System.Linq;
using System.Threading;

namespace FcnGen.Training.Tests;

/// <summary>PNGs of every kind, made here from their pixels, and what is wrong with them named.</summary>
public sealed class PngTests
{
    public static TheoryData<int, int> Kinds => new()
    {
        { 0, 1 }, { 0, 2 }, { 0, 4 }, { 0, 8 }, { 0, 16 }, { 2, 8 }, { 2, 16 }, { 3, 1 }, { 3, 2 }, { 3, 4 }, { 3, 8 }, { 4, 8 }, { 4, 16 }, { 6, 8 }, { 6, 16 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_read_interlaced_or_not(int color, int bits)
    {
        var random = new Random(color * 100 + bits);
        int channels = color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        foreach ((int height, int width) in new[] { (1, 1), (2, 3), (5, 4), (9, 13), (17, 8) })
        {
            int[] values = [.. Enumerable.Range(0, height * width * channels).Select(_ => random.Next(1 << bits))];
            byte[] expected = [.. values.Chunk(channels).SelectMany(pixel => Rgb(pixel, color, bits))];
            foreach (bool interlaced in new[] { false, true })
            {
                byte[] rows = TestPictures.PngRows(height, width, channels, bits, values, interlaced, random);
                Picture picture = Picture.Decode(TestPictures.Png(height, width, bits, color, rows, color == 3, interlaced), "x");
                Assert.Equal((height, width), (picture.Height, picture.Width));
                Assert.Equal(expected, picture.Pixels);
            }
        }
    }

    [Fact]
    public void Missing_pixels_check_values_and_colours_are_errors()
    {
        Assert.Contains("fewer pixels", Refusal(TestPictures.Png(5, 4, 8, 0, new byte[24])));
        Assert.Contains("the colour 3 of a palette of 2", Refusal(TestPictures.Png(1, 1, 8, 3, [0, 3], extra: ("PLTE", [1, 2, 3, 4, 5, 6]))));
        Assert.Contains("palette is missing", Refusal(TestPictures.Png(1, 1, 8, 3, [0, 3])));
        Assert.Contains("CgBI", Refusal(TestPictures.Png(1, 1, 8, 0, [0, 3], extra: ("CgBI", [0, 0, 0, 0]))));
        Assert.Contains("unknown filter 7", Refusal(TestPictures.Png(1, 1, 8, 0, [7, 3])));
    }

    [Fact]
    public void A_small_file_cannot_claim_a_large_picture()
    {
        byte[] file = TestPictures.Png(1 << 15, 1 << 13, 8, 2, new byte[100]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("can hold", Refusal(file));
        // Possible by its length, but the pixels are not there: nothing of the picture's size is allocated.
        byte[] possible = TestPictures.Png(4096, 4096, 8, 2, new byte[4 << 20], extra: ("teXt", new byte[60000]));
        Assert.Contains("fewer pixels", Refusal(possible));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4096 * 4096 * 3 / 2);
    }

    [Fact]
    public void Decoding_can_be_cancelled() => Assert.Throws<OperationCanceledException>(
        () => Picture.Decode(TestPictures.Png(2, 2, 8, 0, new byte[6]), "x", cancel: new CancellationToken(canceled: true)));

    private static byte[] Rgb(int[] pixel, int color, int bits) => color switch
    {
        3 => [(byte)(255 - 3 * pixel[0]), (byte)(254 - 3 * pixel[0]), (byte)(253 - 3 * pixel[0])],
        2 or 6 => [.. pixel.Take(3).Select(value => (byte)(value >> bits - 8))],
        _ => [.. Enumerable.Repeat(bits == 16 ? (byte)(pixel[0] >> 8) : (byte)Math.Round(pixel[0] * 255.0 / ((1 << bits) - 1)), 3)],
    };

    private static string Refusal(byte[] file) => Assert.Throws<PictureFormatException>(() => Picture.Decode(file, "x")).Message;
}
