using System;
using System.IO;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary><c>segment</c> on folders in which something is wrong.</summary>
public sealed class SegmentFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SegmentFolderTests()
    {
        InitialWeights.Write(_folder["w.safetensors"]);
        for (int i = 0; i < 5; i++) TinyData.Draw(40, i).Picture.Save(_folder["in", $"p{i}.png"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bad_pictures_do_not_stop_the_others()
    {
        byte[] file = File.ReadAllBytes(_folder["in", "p1.png"]);
        File.WriteAllBytes(_folder["in", "p1.png"], file[..(file.Length / 2)]);
        File.WriteAllText(_folder["in", "p4.png"], "no picture");
        File.WriteAllText(_folder["in", "notes.txt"], "");
        Outcome outcome = Segment();
        outcome.FailedWith("2 of 5 pictures failed", "p1.png", "p4.png");
        Assert.Contains("Left out as no pictures: notes.txt", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(["p0.png", "p2.png", "p3.png"], _folder.Files("out"));
    }

    [LinuxFact]
    public void Names_that_are_not_utf8_are_listed_and_do_not_stop_the_others()
    {
        // Two names that look the same to .NET, and a folder.
        Launch.Native("sh", "-c", "cd \"$1\" && cp p0.png \"$(printf 'caf\\351.png')\" && cp p0.png \"$(printf 'caf\\350.png')\" && mkdir \"$(printf 'd\\351')\"", "sh", _folder["in"]).Succeeded();
        try
        {
            Segment().FailedWith("2 of 7 pictures failed", "not valid UTF-8");
            Assert.Equal(5, _folder.Files("out").Length);
        }
        finally
        {
            // .NET can no more delete them than open them.
            Launch.Native("rm", "-rf", _folder["in"]).Succeeded();
        }
    }

    private Outcome Segment() =>
        Launch.Fcn("segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["in"], "--output", _folder["out"]);
}
