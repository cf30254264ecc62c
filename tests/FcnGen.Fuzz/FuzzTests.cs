using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.Fuzz.Seeds;
using FcnGen.Fuzz.Workers;
using FcnGen.Tests;

namespace FcnGen.Fuzz;

/// <summary>The harness for a short time, and that it finds what it looks for.</summary>
public class FuzzTests
{
    [Fact]
    public void DamagedPicturesAreDecodedAlikeOverAnyMemoryOrRefused()
    {
        Format[] formats = Enum.GetValues<Format>();
        string failures = Path.Combine(AppContext.BaseDirectory, "failures");
        var faults = new List<string>();
        FuzzReport report = new FuzzRun(new FuzzOptions { Time = TimeSpan.FromSeconds(30), Seed = 9, Formats = formats, Failures = failures }, faults.Add).Run();

        Assert.Empty(faults);
        // Every format was reached, and not everything was refused.
        Assert.All(formats, format => Assert.True(report.Counts[format].Decoded > 0, $"no {format} was decoded"));
        Assert.True(report.Counts.Values.Sum(count => count.Inputs - count.Decoded) > 0, "nothing was refused");
    }

    // Found by 200,000 inputs: data that ask for a dictionary end in an exception of its own in the inflater.
    [Fact]
    public void APngWhoseDataAskForADictionaryIsRefusedAsDamaged()
    {
        byte[] header = new Bytes().Big(4, 4).Big(4, 4).Add(8, 0, 0, 0, 0).ToArray();
        byte[] data = PngChunks.Deflate(new byte[20], System.IO.Compression.CompressionLevel.Optimal);
        Assert.Equal(4, LabelMap.Decode(PngChunks.Join([("IHDR", header), ("IDAT", data), ("IEND", [])]), "whole.png").Width);
        (data[0], data[1]) = (0x38, 0x6E);
        byte[] file = PngChunks.Join([("IHDR", header), ("IDAT", data), ("IEND", [])]);

        Assert.Contains("damaged", Assert.Throws<LabelFormatException>(() => LabelMap.Decode(file, "x.png")).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<PictureFormatException>(() => Picture.Decode(file, "x.png")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameSeedGivesTheSameInputs()
    {
        Format[] formats = Enum.GetValues<Format>();
        for (int index = 0; index < 200; index++)
        {
            FuzzInput once = FuzzInput.Make(3, index, formats), again = FuzzInput.Make(3, index, formats);
            Assert.Equal((once.Format, once.MustDecode), (again.Format, again.MustDecode));
            Assert.Equal(once.File, again.File);
        }

        Assert.NotEqual(FuzzInput.Make(3, 1, formats).File, FuzzInput.Make(4, 1, formats).File);
    }

    [LinuxFact]
    public void MemoryIsFilledWithWhatAWorkerIsToldTo()
    {
        string[] contents = [.. new byte[] { 0x5A, 0xC3 }.Select(fill =>
        {
            using var worker = new WorkerProcess(fill);
            return worker.Decode([(WorkerProbe.File, false)])[0].Result!.Text;
        })];
        // glibc gives memory filled with the complement; pools with the value.
        Assert.Equal("native A5 pooled 5A", contents[0]);
        Assert.Equal("native 3C pooled C3", contents[1]);
    }

    [Fact]
    public void InputsThatDoNotEndOrKillAreFoundAndTheOthersStillDecoded()
    {
        using var worker = new WorkerProcess(1);

        IReadOnlyList<Answer> answers = worker.Decode([(WorkerProbe.File, false), (WorkerProbe.Endless, false), (WorkerProbe.Slow, false), ([1, 2, 3], false), (WorkerProbe.Deadly, false), ([1, 2, 3], true)]);

        Assert.Contains("no end", answers[1].Fault!, StringComparison.Ordinal);
        Assert.Matches(@"^2\.[2-9] s of processor time", answers[2].Fault);
        Assert.Contains("died", answers[4].Fault!, StringComparison.Ordinal);
        Assert.Equal(["native FE pooled 01", "PictureFormatException", "LabelFormatException"],
            [answers[0].Result!.Text, answers[3].Result!.Text.Split(':')[0], answers[5].Result!.Text.Split(':')[0]]);
    }
}
