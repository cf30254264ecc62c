using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace FcnGen.Training.Tests;

/// <summary>EXIF's orientation in pictures and labels.</summary>
public sealed class OrientationTests
{
    // Stored are the rows 1 2 3 and 4 5 6; the sides where the stored first row and first column belong give the picture.
    [Theory]
    [InlineData(1, "123/456")]
    [InlineData(2, "321/654")]
    [InlineData(3, "654/321")]
    [InlineData(4, "456/123")]
    [InlineData(5, "14/25/36")]
    [InlineData(6, "41/52/63")]
    [InlineData(7, "63/52/41")]
    [InlineData(8, "36/25/14")]
    public void Is_applied_to_pictures_and_labels_in_both_byte_orders(int orientation, string shown)
    {
        string[] rows = shown.Split('/');
        byte[] expected = [.. string.Concat(rows).Select(digit => (byte)(digit - '0'))];
        foreach (bool little in new[] { true, false })
        {
            byte[] file = WithExif(Exif(orientation, little));
            Picture picture = Picture.Decode(file, "x");
            LabelMap labels = LabelMap.Decode(file, "x");
            Assert.Equal((rows.Length, rows[0].Length), (picture.Height, picture.Width));
            Assert.Equal((rows.Length, rows[0].Length), (labels.Height, labels.Width));
            Assert.Equal(expected, labels.Labels);
            Assert.Equal(expected.SelectMany(value => new[] { value, value, value }), picture.Pixels);
        }
    }

    [Fact]
    public void Senseless_exif_is_passed_over()
    {
        byte[] good = Exif(6, little: true);
        for (int length = 0; length < good.Length - 6; length++) Assert.Equal(3, Picture.Decode(WithExif(good[..length]), "x").Width);
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = [.. good];
            for (int k = 0; k < 3; k++) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            Assert.Equal(6, LabelMap.Decode(WithExif(bad), "x").Labels.Length);
        }

        Assert.Equal(3, Picture.Decode(WithExif(Exif(9, little: false)), "x").Width);
    }

    [Fact]
    public void What_programs_wrote_before_there_was_a_chunk_for_it_counts_too()
    {
        string digits = Convert.ToHexString(Exif(6, little: false));
        byte[] profile = Encoding.ASCII.GetBytes($"\nexif\n      38\n{digits[..40]}\n{digits[40..]}\n");
        byte[] xmp = [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. "<rdf:Description tiff:Orientation=\"6\"/>"u8];
        using var packed = new MemoryStream();
        using (var packer = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) packer.Write(profile);
        (string, byte[])[] chunks =
        [
            ("tEXt", [.. "Raw profile type exif\0"u8, .. profile]),
            ("zTXt", [.. "Raw profile type exif\0\0"u8, .. packed.ToArray()]),
            ("iTXt", xmp),
        ];
        byte[] rows = [0, 1, 2, 3, 0, 4, 5, 6];
        foreach ((string, byte[]) chunk in chunks)
        {
            Assert.Equal(new byte[] { 4, 1, 5, 2, 6, 3 }, LabelMap.Decode(TestPictures.Png(2, 3, 8, 0, rows, extra: chunk), "x").Labels);
            // The chunk that is meant for it wins.
            byte[] both = TestPictures.Png(2, 3, 8, 0, rows, extra: [chunk, ("eXIf", Exif(3, little: true))]);
            Assert.Equal(new byte[] { 6, 5, 4, 3, 2, 1 }, LabelMap.Decode(both, "x").Labels);
            byte[] cut = TestPictures.Png(2, 3, 8, 0, rows, extra: (chunk.Item1, chunk.Item2[..(chunk.Item2.Length * 3 / 4)]));
            Assert.Equal(6, LabelMap.Decode(cut, "x").Labels.Length);
        }
    }

    [Fact]
    public void Packed_text_that_makes_no_sense_says_nothing()
    {
        // The first asks for a dictionary to unpack with, the second is no such data at all.
        byte[] dictionary = [0x78, 0xBB, 1, 2, 3, 4, 5, 6, 7, 8], garbage = [1, 2, 3, 4, 5, 6, 7, 8];
        byte[] rows = [0, 1, 2, 3, 0, 4, 5, 6];
        foreach (byte[] packed in new[] { dictionary, garbage })
        {
            (string, byte[]) profile = ("zTXt", [.. "Raw profile type exif\0\0"u8, .. packed]), xmp = ("iTXt", [.. "XML:com.adobe.xmp\0\u0001\0\0\0"u8, .. packed]);
            byte[] file = TestPictures.Png(2, 3, 8, 0, rows, extra: [profile, xmp]);
            Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 6 }, LabelMap.Decode(file, "x").Labels);
            Assert.Equal(3, Picture.Decode(file, "x").Width);
        }
    }

    [Fact]
    public void The_first_text_of_a_kind_is_the_only_one_that_is_looked_at()
    {
        (string, byte[]) senseless = ("zTXt", [.. "Raw profile type exif\0\0"u8, 1, 2, 3, 4]);
        byte[] profile = Encoding.ASCII.GetBytes($"\nexif\n      38\n{Convert.ToHexString(Exif(6, little: false))}\n");
        (string, byte[]) good = ("tEXt", [.. "Raw profile type exif\0"u8, .. profile]), other = ("tEXt", [.. "Comment\0"u8, .. profile]);
        byte[] rows = [0, 1, 2, 3, 0, 4, 5, 6];
        Assert.Equal(3, LabelMap.Decode(TestPictures.Png(2, 3, 8, 0, rows, extra: [senseless, good]), "x").Width);
        Assert.Equal(2, LabelMap.Decode(TestPictures.Png(2, 3, 8, 0, rows, extra: [other, good]), "x").Width);
    }

    internal static byte[] Exif(int orientation, bool little)
    {
        // A directory of two entries, the width and the orientation.
        byte[] big = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 2, 1, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 3, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        byte[] small = [.. "II"u8, 42, 0, 8, 0, 0, 0, 2, 0, 0, 1, 4, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        return little ? small : big;
    }

    private static byte[] WithExif(byte[] exif) => TestPictures.Png(2, 3, 8, 0, [0, 1, 2, 3, 0, 4, 5, 6], extra: ("eXIf", exif));
}
