using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BitMiracle.LibTiff.Classic;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Tiff.Tests;

/// <summary>What is not read is refused by name, damage is found, and neither costs memory or prints anything.</summary>
public class RefusalTests
{
    public static TheoryData<string, int, int> Unsupported() => new()
    {
        { "floating-point", 339, 3 },
        { "with a sign", 339, 2 },
        { "complex", 339, 6 },
        { "LZMA", 259, 34925 },
        { "Zstandard", 259, 50000 },
        { "WebP", 259, 50001 },
        { "JPEG 2000", 259, 34712 },
        { "old style", 259, 6 },
        { "the number 1234", 259, 1234 },
        { "CMYK", 262, 5 },
        { "L*a*b*", 262, 8 },
        { "raw mosaic", 262, 32803 },
        { "32 bits", 258, 32 },
        { "YCbCr", 262, 6 },
    };

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void WhatIsNotReadIsRefusedByName(string word, int tag, int value)
    {
        int samples = value is 5 ? 4 : tag == 262 ? 3 : 1;
        var writer = new TiffWriter { Samples = samples, Photometric = samples > 1 ? 2 : 1, Tags = new Dictionary<int, int[]> { [tag] = [value] } };

        string message = TiffFile.Refusal(writer.Write((_, _, _) => 1));

        Assert.StartsWith("t.tif", message, StringComparison.Ordinal);
        Assert.Contains(word, message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChannelsThatAreNoColoursAreNotDroppedSilently()
    {
        var writer = new TiffWriter { Samples = 3, Photometric = 1 };
        Assert.Contains("3 channels that are not declared as red, green and blue", TiffFile.Refusal(writer.Write((_, _, _) => 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TiffWriter.None)]
    [InlineData(TiffWriter.Lzw)]
    [InlineData(TiffWriter.Deflate)]
    [InlineData(TiffWriter.PackBits)]
    public void AFileThatIsCutAnywhereIsRefused(int compression)
    {
        byte[] file = new TiffWriter { Compression = compression, Width = 30, Height = 9, RowsPerStrip = 4 }.Write((row, column, _) => row * column & 255);
        for (int length = 0; length < file.Length; length++) TiffFile.Refusal(file[..length]);
    }

    [Theory]
    [InlineData(TiffWriter.None)]
    [InlineData(TiffWriter.Lzw)]
    [InlineData(TiffWriter.Deflate)]
    [InlineData(TiffWriter.PackBits)]
    [InlineData(TiffWriter.Jpeg)]
    public void StripsThatEndEarlyAreRefused(int compression)
    {
        bool jpeg = compression == TiffWriter.Jpeg;
        var whole = new TiffWriter { Compression = compression, Width = 40, Height = 40 };
        if (jpeg) whole = whole with { Packed = [JpegWriter.Write(new Random(1), 40, 40, [(1, 1)], progressive: false, restart: 0, exif: null)] };
        var noise = new Random(3);
        byte[] file = whole.Write((_, _, _) => noise.Next(256));
        Assert.Equal(40, TiffFile.Read(file).Width);
        int length = BitConverter.ToInt32(file, Entry(file, 279) + 8);

        // The directory is whole; what the strip has lost is not made up from what lies behind it.
        for (int kept = 1; kept < length - (jpeg ? 4 : compression == TiffWriter.Deflate ? 6 : compression == TiffWriter.Lzw ? 3 : 0); kept += 1 + length / 50)
        {
            BitConverter.TryWriteBytes(file.AsSpan(Entry(file, 279) + 8), kept);
            TiffFile.Refusal(file);
        }
    }

    [Theory]
    [InlineData(TiffWriter.None)]
    [InlineData(TiffWriter.Lzw)]
    [InlineData(TiffWriter.Deflate)]
    [InlineData(TiffWriter.PackBits)]
    [InlineData(TiffWriter.Fax4)]
    [InlineData(TiffWriter.Jpeg)]
    public void WhatASmallFileCannotHoldIsRefusedBeforeItIsAllocated(int compression)
    {
        foreach ((int width, int height) in new[] { (16000, 16000), (1, 1 << 28), (1 << 20, 256) })
        {
            foreach (bool tiled in new[] { false, true })
            {
                var writer = new TiffWriter
                {
                    Width = width, Height = height, Bits = compression == TiffWriter.Fax4 ? 1 : 8, Compression = compression, Packed = [new byte[20]],
                    Tile = tiled ? (Math.Min(width, 1 << 14), Math.Min(height, 1 << 14)) : null,
                };
                byte[] file = writer.Write((_, _, _) => 0);
                TiffFile.Refusal(file);
                long before = GC.GetAllocatedBytesForCurrentThread();
                TiffFile.Refusal(file);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            }
        }
    }

    [Fact]
    public void TheLibrarySpeaksThroughExceptionsAndStaysSilentForOthersToo()
    {
        TextWriter output = Console.Out, error = Console.Error;
        using var printed = new StringWriter();
        TiffErrorHandler? before = BitMiracle.LibTiff.Classic.Tiff.SetErrorHandler(new Recorder());
        try
        {
            Console.SetOut(printed);
            Console.SetError(printed);
            byte[] damaged = new TiffWriter { Compression = TiffWriter.Lzw, Packed = [[0x80, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF]] }.Write((_, _, _) => 0);
            Recorder.Heard.Clear();

            Assert.Contains("pixels are damaged", TiffFile.Refusal(damaged), StringComparison.Ordinal);
            Assert.Empty(Recorder.Heard);
            Assert.Empty(printed.ToString());

            // What other code of the process does with the library still reaches its own handler.
            Assert.Null(BitMiracle.LibTiff.Classic.Tiff.ClientOpen("other", "r", new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8]), new TiffStream()));
            Assert.NotEmpty(Recorder.Heard);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            BitMiracle.LibTiff.Classic.Tiff.SetErrorHandler(before);
        }
    }

    [Fact]
    public void PicturesAreDecodedOnManyThreadsAtOnce()
    {
        byte[][] files = [.. Enumerable.Range(0, 8).Select(i => new TiffWriter { Width = 60, Height = 60, Compression = i % 2 == 0 ? TiffWriter.Lzw : TiffWriter.Deflate }.Write((row, column, _) => row * column + i & 255))];
        byte[] damaged = new TiffWriter { Compression = TiffWriter.Lzw, Packed = [[0x80, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF]] }.Write((_, _, _) => 0);
        byte[][] expected = [.. files.Select(file => TiffFile.Read(file).Pixels)];

        System.Threading.Tasks.Parallel.For(0, 400, i =>
        {
            if (i % 5 == 0) TiffFile.Refusal(damaged);
            else Assert.Equal(expected[i % 8], TiffFile.Read(files[i % 8]).Pixels);
        });
    }

    private static int Entry(byte[] file, int tag)
    {
        int directory = BitConverter.ToInt32(file, 4);
        for (int at = directory + 2; ; at += 12)
        {
            if (BitConverter.ToUInt16(file, at) == tag) return at;
        }
    }

    private sealed class Recorder : TiffErrorHandler
    {
        public static List<string> Heard { get; } = [];

        public override void ErrorHandler(BitMiracle.LibTiff.Classic.Tiff tif, string method, string format, params object[] args) => Heard.Add(format);

        public override void WarningHandler(BitMiracle.LibTiff.Classic.Tiff tif, string method, string format, params object[] args) => Heard.Add(format);
    }
}
