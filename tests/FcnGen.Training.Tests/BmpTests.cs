using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>BMPs of every kind, written here from their pixels, and what is wrong with them named.</summary>
public sealed class BmpTests
{
    private const int Width = 7, Height = 5;
    private static readonly Random Random = new(11);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Palettes_are_looked_up(int bits)
    {
        int[] indices = Numbers(1 << bits);
        byte[] expected = [.. indices.SelectMany(index => Color(index))];
        byte[] palette = Palette(1 << bits, 4);
        foreach (bool topDown in new[] { false, true })
            Assert.Equal(expected, Decode(Windows(bits, 0, palette, Rows(indices, bits, topDown), topDown: topDown)));
        byte[] os2 = [.. Start(26 + (3 << bits)), 12, 0, 0, 0, Width, 0, Height, 0, 1, 0, (byte)bits, 0, .. Palette(1 << bits, 3), .. Rows(indices, bits, false)];
        Assert.Equal(expected, Decode(os2));
        if (bits == 8) Assert.Equal(expected, Decode(Windows(8, 0, palette, Rows(indices, 8, false), header: 124)));
    }

    [Theory]
    [InlineData(16, 0x7C00, 0x03E0, 0x001F, true)]
    [InlineData(16, 0xF800, 0x07E0, 0x001F, false)]
    [InlineData(16, 0x0F00, 0x00F0, 0x000F, false)]
    [InlineData(32, 0xFF0000, 0xFF00, 0xFF, true)]
    [InlineData(32, 0xFF00, 0xFF0000, 0xFF000000, false)]
    [InlineData(32, 0x3FF00000, 0xFFC00, 0x3FF, false)]
    public void Colours_of_any_bits_are_scaled(int bits, long red, long green, long blue, bool standard)
    {
        long[] values = [.. Enumerable.Range(0, Width * Height).Select(_ => Random.NextInt64(1L << bits))];
        byte[] expected = [.. values.SelectMany(value => new[] { red, green, blue }.Select(mask =>
        {
            long unit = mask & -mask;
            return (byte)((value & mask) / unit * 255 / (mask / unit));
        }))];
        byte[] masks = [.. new[] { red, green, blue }.SelectMany(mask => BitConverter.GetBytes((uint)mask))];
        byte[] rows = Rows([.. values.Select(value => unchecked((int)value))], bits, false);
        Assert.Equal(expected, Decode(Windows(bits, 3, masks, rows)));
        if (standard) Assert.Equal(expected, Decode(Windows(bits, 0, [], rows)));
        // A palette that nobody needs lies between header and pixels.
        if (standard) Assert.Equal(expected, Decode(Windows(bits, 0, Palette(16, 4), rows)));
    }

    [Fact]
    public void Three_bytes_are_blue_green_red()
    {
        int[] values = Numbers(1 << 24);
        byte[] expected = [.. values.SelectMany(value => new[] { (byte)(value >> 16), (byte)(value >> 8), (byte)value })];
        byte[] file = Windows(24, 0, [], Rows(values, 24, false));
        Assert.Equal(expected, Decode(file));
        Assert.Equal(expected, Decode(Windows(24, 0, Palette(256, 4), Rows(values, 24, false))));
        // The bytes that fill the last row up are no pixels.
        Assert.Equal(expected, Decode(file[..^3]));
        for (int length = 2; length < file.Length - 3; length++) Assert.Contains("x ", Refusal(file[..length]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Run_length_codes_are_unpacked_and_never_end_early(int bits)
    {
        var codes = new List<byte>();
        var indices = new int[Width * Height];
        for (int y = Height - 1; y >= 0; y--)
        {
            for (int x = 0; x < Width;)
            {
                int count = Math.Min(Width - x, Random.Next(1, 6));
                bool stored = count >= 3 && Random.Next(2) == 0;
                int a = Random.Next(1 << bits), b = bits == 8 ? a : Random.Next(16);
                int[] pixels = [.. Enumerable.Range(0, count).Select(i => stored ? Random.Next(1 << bits) : i % 2 == 0 ? a : b)];
                pixels.CopyTo(indices, y * Width + x);
                if (!stored) codes.AddRange([(byte)count, (byte)(bits == 8 ? a : a << 4 | b)]);
                else
                {
                    byte[] bytes = bits == 8 ? [.. pixels.Select(pixel => (byte)pixel)]
                        : [.. pixels.Chunk(2).Select(pair => (byte)(pair[0] << 4 | (pair.Length > 1 ? pair[1] : 0)))];
                    codes.AddRange([0, (byte)count, .. bytes]);
                    if (bytes.Length % 2 == 1) codes.Add(0);
                }

                x += count;
            }

            codes.AddRange(y > 0 ? [(byte)0, (byte)0] : [0, 1]);
        }

        int compression = bits == 8 ? 1 : 2;
        byte[] palette = Palette(1 << bits, 4), file = Windows(bits, compression, palette, [.. codes]);
        Assert.Equal(indices.SelectMany(index => Color(index)), Decode(file));
        for (int length = 2; length < file.Length - 4; length++) Refusal(file[..length]);
        Assert.Contains("cut short", Refusal(Windows(bits, compression, palette, [0, 1])));
        Assert.Contains("skip pixels", Refusal(Windows(bits, compression, palette, [3, 1, 0, 2, 1, 1, .. codes])));
        Assert.Contains("skip pixels", Refusal(Windows(bits, compression, palette, [3, 1, 0, 0, .. codes])));
        Assert.Contains("beyond its row", Refusal(Windows(bits, compression, palette, [9, 1, .. codes])));
    }

    [Fact]
    public void What_is_not_read_is_named()
    {
        Assert.Contains("holds a JPEG", Refusal(Windows(24, 4, [], new byte[200])));
        Assert.Contains("holds a PNG", Refusal(Windows(32, 5, [], new byte[200])));
        Assert.Contains("64 bits a pixel", Refusal(Windows(64, 0, [], new byte[500])));
        Assert.Contains("do not lie together", Refusal(Windows(16, 3, [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], new byte[200])));
        Assert.Contains("the colour 1 of a palette of 1", Refusal(Windows(8, 0, Palette(1, 4), Rows([.. Enumerable.Repeat(1, Width * Height)], 8, false))));
        byte[] large = Windows(24, 0, [], new byte[200]);
        BinaryPrimitives.WriteInt32LittleEndian(large.AsSpan(18), 20000);
        BinaryPrimitives.WriteInt32LittleEndian(large.AsSpan(22), int.MinValue + 1);
        Assert.Contains("can hold", Refusal(large));
    }

    private static int[] Numbers(int below) => [.. Enumerable.Range(0, Width * Height).Select(_ => Random.Next(below))];

    private static byte[] Color(int index) => [(byte)(index * 3 + 1), (byte)(index * 5 + 2), (byte)(255 - index)];

    private static byte[] Palette(int count, int entry) =>
        [.. Enumerable.Range(0, count).SelectMany(index => Color(index).Reverse().Concat(new byte[entry - 3]))];

    private static byte[] Start(int pixels) => [(byte)'B', (byte)'M', 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(pixels)];

    private static byte[] Windows(int bits, int compression, byte[] between, byte[] pixels, bool topDown = false, int header = 40)
    {
        var file = new byte[14 + header];
        Start(file.Length + between.Length).CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), header);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), Width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), topDown ? -Height : Height);
        (file[26], file[28], file[30]) = (1, (byte)bits, (byte)compression);
        return [.. file, .. between, .. pixels];
    }

    // The bits of a row one after the other, the first pixel in the upper ones; wider pixels have their lowest byte first.
    private static byte[] Rows(int[] values, int bits, bool topDown)
    {
        IEnumerable<int[]> rows = values.Chunk(Width);
        return [.. (topDown ? rows : rows.Reverse()).SelectMany(row =>
        {
            byte[] bytes = bits <= 8
                ? [.. string.Concat(row.Select(value => Convert.ToString(value, 2).PadLeft(bits, '0'))).Chunk(8).Select(eight => Convert.ToByte(new string(eight).PadRight(8, '0'), 2))]
                : [.. row.SelectMany(value => BitConverter.GetBytes(value).Take(bits / 8))];
            return bytes.Concat(new byte[(4 - bytes.Length % 4) % 4]);
        })];
    }

    private static byte[] Decode(byte[] file)
    {
        Picture picture = Picture.Decode(file, "x");
        Assert.Equal((Height, Width), (picture.Height, picture.Width));
        return picture.Pixels;
    }

    private static string Refusal(byte[] file) => Assert.Throws<PictureFormatException>(() => Picture.Decode(file, "x")).Message;
}
