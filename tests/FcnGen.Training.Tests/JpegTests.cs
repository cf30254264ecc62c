using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>JPEGs are read as other decoders read them, or refused: nothing that a file lacks is made up.</summary>
public sealed class JpegTests
{
    public static TheoryData<string> Kinds => [.. new[] { "Baseline", "Progressive", "Restarts", "ChannelByChannel", "Grey", "Cmyk", "Rgb" }];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_shows_the_picture(string kind)
    {
        Picture picture = Picture.Decode(File(kind), kind);
        Assert.Equal((20, 28), (picture.Height, picture.Width));
        double difference = 0;
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            int x = i / 3 % 28, y = i / 84;
            double[] color = [9 * x, 12 * y, 128];
            double luma = 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2];
            difference += Math.Abs(picture.Pixels[i] - (kind == "Grey" ? luma : color[i % 3]));
        }

        Assert.InRange(difference / picture.Pixels.Length, 0, 5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_cut_is_an_error_with_and_without_an_end_marker(string kind)
    {
        byte[] file = File(kind);
        for (int length = 3; length < file.Length - 2; length++)
        {
            Refusal(file[..length]);
            Refusal([.. file[..length], 0xFF, 0xD9]);
        }

        Assert.Contains("no end-of-image marker", Refusal(file[..^2]));
        Assert.Contains("no end-of-image marker", Refusal([0xFF, 0xD8, 0xFF, 0xE1, 0x40, 0x00]));
    }

    [Fact]
    public void A_progressive_file_that_lacks_scans_is_cut_short()
    {
        byte[] file = File("Progressive");
        int[] scans = [.. Enumerable.Range(0, file.Length - 1).Where(i => file[i] == 0xFF && file[i + 1] == 0xDA)];
        Assert.True(scans.Length > 5);
        foreach (int scan in scans[1..]) Assert.Contains("not all scans are there", Refusal([.. file[..Start(file, scan)], 0xFF, 0xD9]));
        // A scan twice would refine what is not there.
        Assert.Contains("out of order", Refusal([.. file[..scans[1]], .. file[scans[0]..]]));
    }

    [Fact]
    public void Bytes_that_mean_nothing_are_passed_over()
    {
        byte[] file = File("Baseline"), expected = Picture.Decode(file, "x").Pixels;
        Assert.Equal(expected, Picture.Decode([.. file, 1, 2, 3], "behind the end").Pixels);
        Assert.Equal(expected, Picture.Decode([.. file[..^2], 0, 0, 0xFF, 0xFF, 0xFF, 0xD9], "before the end").Pixels);
        byte[] progressive = File("Progressive");
        int scan = Enumerable.Range(0, progressive.Length).Last(i => progressive[i] == 0xFF && progressive[i + 1] == 0xDA);
        int start = Start(progressive, scan);
        Assert.Equal(
            Picture.Decode(progressive, "x").Pixels,
            Picture.Decode([.. progressive[..start], 9, 0xFF, 0, 0xFF, 0xD6, 1, 2, 3, .. progressive[start..]], "before a later scan").Pixels);
        Assert.Equal(expected, Picture.Decode([.. file[..2], 0xFF, 0xFF, 0xFE, 0, 4, 1, 2, 7, .. file[2..]], "between segments").Pixels);
    }

    [Fact]
    public void Kinds_that_are_not_read_are_named()
    {
        Assert.Contains("arithmetic coding", Refusal(File("Arithmetic")));
        Assert.Contains("12 bits a sample", Refusal(Changed(0xC0, 4, 12)));
        Assert.Contains("lossless", Refusal(Changed(0xC0, 1, 0xC3)));
        Assert.Contains("JPEG-LS", Refusal(Changed(0xC0, 1, 0xF7)));
        Assert.Contains("height behind its pixels", Refusal(Changed(0xC0, 6, 0)));
        // Frames of Motion-JPEG films leave the tables out.
        Assert.Contains("Motion-JPEG", Refusal(Changed(0xC4, 1, 0xE5)));
        Assert.Contains("quantization table is missing", Refusal(Changed(0xDB, 1, 0xE5)));
    }

    [Fact]
    public void A_small_file_cannot_claim_a_large_picture()
    {
        byte[] file = File("Baseline");
        int frame = Find(file, 0xC0);
        (file[frame + 5], file[frame + 7]) = (0x3F, 0x3F);
        string message = Refusal(file);
        Assert.Contains("16148x16156", message);
        Assert.Contains("can hold", message);
    }

    [Theory]
    [InlineData(1, 20, 28)]
    [InlineData(3, 20, 28)]
    [InlineData(6, 28, 20)]
    [InlineData(8, 28, 20)]
    public void Orientation_is_applied(int orientation, int height, int width)
    {
        byte[] exif = [.. "Exif\0\0"u8, .. OrientationTests.Exif(orientation, little: orientation == 6)];
        byte[] stored = File("Baseline"), file = [.. stored[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. stored[2..]];
        Picture plain = Picture.Decode(stored, "x"), turned = Picture.Decode(file, "x");
        Assert.Equal((height, width), (turned.Height, turned.Width));
        // Red grows along the stored rows, whose first pixel goes to another corner.
        int first = orientation switch { 1 => 0, 3 => height * width - 1, 6 => width - 1, _ => (height - 1) * width };
        Assert.Equal(plain.Pixels[..3], turned.Pixels[(first * 3)..(first * 3 + 3)]);
    }

    [Fact]
    public void Damage_gives_the_same_pixels_twice_or_an_error()
    {
        var random = new Random(7);
        int read = 0;
        foreach (string kind in new[] { "Baseline", "Progressive", "Restarts", "Cmyk" })
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] file = [.. File(kind)];
                for (int k = 0; k < 2; k++) file[random.Next(2, file.Length)] = (byte)random.Next(256);
                if (Try(file) is not { } pixels) continue;
                read++;
                Assert.Equal(pixels, Try(file));
            }
        }

        Assert.True(read > 10);
    }

    private static byte[]? Try(byte[] file)
    {
        try
        {
            return Picture.Decode(file, "x").Pixels;
        }
        catch (PictureFormatException)
        {
            return null;
        }
    }

    private static byte[] File(string kind) => [.. (byte[])typeof(TestJpegs).GetProperty(kind)!.GetValue(null)!];

    // Where the segments before a scan begin that belong to it: its Huffman tables.
    private static int Start(byte[] file, int scan)
    {
        int table = Enumerable.Range(0, scan).LastOrDefault(i => file[i] == 0xFF && file[i + 1] == 0xC4 && i + 2 + file[i + 3] + 256 * file[i + 2] == scan);
        return table == 0 ? scan : table;
    }

    private static int Find(byte[] file, byte marker)
    {
        int position = 2;
        while (file[position + 1] != marker) position += 2 + 256 * file[position + 2] + file[position + 3];
        return position;
    }

    private static byte[] Changed(byte marker, int place, byte value)
    {
        byte[] file = File("Baseline");
        var done = new List<int>();
        // Every segment of that kind, since tables come in several.
        for (int position = 2; file[position + 1] != 0xDA; position += 2 + 256 * file[position + 2] + file[position + 3])
        {
            if (file[position + 1] == marker) done.Add(position);
        }

        foreach (int position in done) file[position + place] = value;
        return file;
    }

    private static string Refusal(byte[] file) => Assert.Throws<PictureFormatException>(() => Picture.Decode(file, "x")).Message;
}
