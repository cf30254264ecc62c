using System;
using System.IO;
using FcnGen.Programs.Tests.Support;

namespace FcnGen.Programs.Tests;

/// <summary>The quickstart with a few iterations, on its own pictures and on a folder.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Drawn_pictures_give_metrics_pictures_and_a_curve_and_repeat_exactly()
    {
        Outcome first = Launch.Quickstart("--iterations", "4", "--output", _folder["a"]).Succeeded();
        Assert.Matches(@"^mean IU [01]\.\d{3}$", first.LastLine);
        Assert.Contains("before: pixel accuracy", first.Output, StringComparison.Ordinal);
        Assert.Contains("after:  pixel accuracy", first.Output, StringComparison.Ordinal);
        Picture all = Picture.Load(_folder["a", "results.png"]), one = Picture.Load(_folder["a", "result-1.png"]);
        Assert.Equal(all.Width, one.Width);
        Assert.True(all.Height > one.Height);
        Assert.True(File.Exists(_folder["a", "loss.png"]));

        Launch.Quickstart("--iterations", "4", "--output", _folder["b"], "--threads", "1").Succeeded();
        Assert.Equal(File.ReadAllBytes(_folder["a", "weights.safetensors"]), File.ReadAllBytes(_folder["b", "weights.safetensors"]));
        Assert.Equal(File.ReadAllText(_folder["a", "loss.csv"]), File.ReadAllText(_folder["b", "loss.csv"]));
    }

    [Fact]
    public void A_folder_of_pairs_of_mixed_sizes_works()
    {
        TinyData.WritePairs(_folder["data"], 6, side: 40);
        (Picture picture, LabelMap labels) = TinyData.Draw(150, 2);
        picture.Save(_folder["data", "image", "p02.png"]);
        labels.Save(_folder["data", "label", "p02.png"]);
        Outcome outcome = Launch.Quickstart("--data", _folder["data"], "--iterations", "2", "--output", _folder["out"]).Succeeded();
        Assert.Matches(@"^mean IU [01]\.\d{3}$", outcome.LastLine);
        Assert.Contains("4 pictures to train on, 2 held out", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void More_classes_than_the_network_has_are_refused()
    {
        TinyData.WritePairs(_folder["data"], 3, objectClass: 30);
        Launch.Quickstart("--data", _folder["data"], "--iterations", "2", "--output", _folder["out"]).FailedWith("31 classes");
        Launch.Quickstart("--data", _folder["none"], "--iterations", "2", "--output", _folder["out"]).FailedWith("none");
    }

    [Fact]
    public void A_wrong_command_line_is_a_usage_error()
    {
        Assert.Equal(2, Launch.Quickstart("--minutes", "soon").ExitCode);
        Assert.Equal(2, Launch.Quickstart("--minutes", "-1").ExitCode);
    }
}
