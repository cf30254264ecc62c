using System;
using System.IO;
using FcnGen.Programs.Tests.Support;

namespace FcnGen.Programs.Tests;

/// <summary>Pictures of 16 bits, turned pictures, and files that are no picture, as the programs treat them.</summary>
public sealed class PictureKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PictureKindTests() => InitialWeights.Write(_folder["w.safetensors"], seed: 3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sixteen_bits_are_warned_of_once_and_ranged()
    {
        // The same pictures in 8 bits and in 16 bits of which 12 are used.
        for (int k = 0; k < 2; k++)
        {
            TinyData.WritePng(_folder["eight", $"{k}.png"], 24, 32, 1, i => (byte)(i * 37 + k));
            TinyData.WritePng(_folder["deep", $"{k}.png"], 24, 32, 1, i => Deep((byte)(i / 2 * 37 + k), i % 2), bits: 16);
        }

        Segment("eight", "8").Succeeded();
        Outcome dark = Segment("deep", "dark");
        Assert.Equal(0, dark.ExitCode);
        Assert.Single(dark.Error.Split("warning: ", StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("--range 0..4095", dark.Error, StringComparison.Ordinal);
        Segment("deep", "ranged", "--range", "0..4095").Succeeded();
        foreach (string name in new[] { "0.png", "1.png" })
            Assert.Equal(LabelMap.Load(_folder["8", name]).Labels, LabelMap.Load(_folder["ranged", name]).Labels);
        Outcome wrong = Segment("deep", "no", "--range", "0-4095");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("not a range", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_takes_the_range_for_its_pictures()
    {
        TinyData.WritePng(_folder["data", "image", "a.png"], 24, 32, 1, i => Deep((byte)(i / 2 * 37), i % 2), bits: 16);
        TinyData.WritePng(_folder["data", "label", "a.png"], 24, 32, 1, i => (byte)(i % 2));
        string[] command = ["evaluate", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--data", _folder["data"]];
        Assert.Contains("--range 0..4095", Launch.Fcn(command).Error, StringComparison.Ordinal);
        Launch.Fcn([.. command, "--range", "0..4095"]).Succeeded();
    }

    [Fact]
    public void A_format_that_is_not_read_is_named()
    {
        Directory.CreateDirectory(_folder["in"]);
        File.WriteAllBytes(_folder["in", "photo.png"], [.. "GIF89a"u8, .. new byte[100]]);
        Launch.Fcn("segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["in", "photo.png"], "--output", _folder["l.png"])
            .FailedWith("photo.png", "is a GIF", "Convert it to PNG");
    }

    // 12 bits whose upper eight are the value; the lower four are anything.
    private static byte Deep(byte value, int half) => (byte)(half == 0 ? value >> 4 : (value & 15) << 4 | value % 16);

    private Outcome Segment(string input, string output, params string[] more) => Launch.Fcn(
        ["segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder[input], "--output", _folder[output], .. more]);
}
