using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>16 bits become 8 by one rule, and a picture that it would make black is spoken of.</summary>
public sealed class DeepPictureTests
{
    [Fact]
    public void The_full_range_keeps_the_high_byte_and_a_dark_picture_is_noted_once()
    {
        var warnings = new List<string>();
        var options = new PictureOptions { Warn = warnings.Add };
        Picture dark = Picture.Decode(Grey([0, 17, 4095]), "cell.png", options);
        Assert.Equal(new byte[] { 0, 0, 15 }, Reds(dark));
        Assert.Contains("cell.png has samples of 16 bits whose largest value is 4095", dark.Note);
        Assert.Contains("--range 0..4095", dark.Note);
        Assert.Contains("0..1023", Picture.Decode(Grey([600]), "b.png", options).Note);
        Assert.Equal([dark.Note!], warnings);
        Picture bright = Picture.Decode(Grey([0, 32768, 65535]), "sun.png", options);
        Assert.Equal(new byte[] { 0, 128, 255 }, Reds(bright));
        Assert.Null(bright.Note);
    }

    [Fact]
    public void A_range_is_applied_to_every_deep_picture_and_to_no_other()
    {
        var options = new PictureOptions { Range = new SampleRange(0, 4095), Warn = text => Assert.Fail(text) };
        Assert.Equal(new byte[] { 0, 1, 128, 255, 255 }, Reds(Picture.Decode(Grey([15, 16, 2048, 4095, 9000]), "x", options)));
        Assert.Equal(new byte[] { 0, 0, 128, 255 }, Reds(Picture.Decode(Grey([5, 100, 150, 199]), "x", new PictureOptions { Range = new SampleRange(100, 199) })));
        Assert.Equal(new byte[] { 9 }, Reds(Picture.Decode(TestPictures.Png(1, 1, 8, 0, [0, 9]), "x", options)));
        Assert.Throws<ArgumentException>(() => new PictureOptions { Range = new SampleRange(9, 9) });
    }

    [Fact]
    public void Significant_bits_tell_the_range_unless_the_values_are_spread_already()
    {
        (string, byte[]) twelve = ("sBIT", [12]);
        Assert.Equal(new byte[] { 0, 128, 255 }, Reds(Picture.Decode(Grey([7, 2049, 4095], twelve), "stored as they are")));
        // As the specification wants it: shifted, with the upper bits repeated below; the largest may be small.
        Assert.Equal(new byte[] { 0, 128, 255 }, Reds(Picture.Decode(Grey([0, 0x8008, 0xFFFF], twelve), "spread")));
        Picture night = Picture.Decode(Grey([0, 0x0100, 0x0FF0], twelve), "spread and dark");
        Assert.Equal(new byte[] { 0, 1, 15 }, Reds(night));
        Assert.Null(night.Note);
    }

    [Theory]
    [InlineData("0..4095", true)]
    [InlineData("100..65535", true)]
    [InlineData("4095", false)]
    [InlineData("0..65536", false)]
    [InlineData("9..9", false)]
    [InlineData("-1..9", false)]
    [InlineData("0..9,5", false)]
    public void A_range_is_written_with_two_dots(string text, bool valid)
    {
        Assert.Equal(valid, SampleRange.TryParse(text, out SampleRange range));
        if (valid) Assert.Equal(text, range.ToString());
    }

    private static byte[] Reds(Picture picture) => [.. picture.Pixels.Chunk(3).Select(pixel => pixel[0])];

    private static byte[] Grey(ushort[] values, params (string Type, byte[] Data)[] extra)
    {
        var row = new byte[1 + values.Length * 2];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(1 + i * 2), values[i]);
        return TestPictures.Png(1, values.Length, 16, 0, row, extra: extra);
    }
}
