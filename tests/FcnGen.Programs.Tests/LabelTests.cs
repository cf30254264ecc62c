using System;
using System.IO;
using System.Linq;
using FcnGen.Programs.Tests.Support;

namespace FcnGen.Programs.Tests;

/// <summary>What the programs make of labels: masks, void, colours, names.</summary>
public sealed class LabelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Masks_of_0_and_255_stop_before_training_and_are_mapped_by_classes()
    {
        TinyData.WritePairs(_folder["data"], 5, objectClass: 255);
        Train("run", "--iterations", "1").FailedWith("0 (", "255 (", "--classes 0,255");
        Assert.False(File.Exists(_folder["run", "CompactFcn.safetensors"]));
        Train("run", "--iterations", "1", "--classes", "0,255", "--void", "255").FailedWith("255 is named both as a class and as void");
        Outcome trained = Train("run", "--iterations", "1", "--classes", "0,255").Succeeded();
        Outcome scored = Evaluate("--classes", "0,255", "--confusion", _folder["c.csv"]).Succeeded();
        Assert.Matches(@"(?m)^\s*1\s+[\d,]+\s", scored.Output);
        Assert.NotEqual("", trained.LastLine);
        Assert.Equal(2, Train("run2", "--classes", "0;255").ExitCode);
    }

    [Fact]
    public void Values_of_many_pictures_beyond_the_classes_are_summed_up()
    {
        TinyData.WritePairs(_folder["data"], 8, objectClass: 30);
        Train("run", "--iterations", "1").FailedWith("the label 30 (", "0 to 20", "--void 30", "--classes 0,30");
        Train("run", "--iterations", "1", "--classes", "0,30").Succeeded();
    }

    [Fact]
    public void A_forgotten_void_is_warned_about_by_training_and_evaluation()
    {
        WriteThreeLabels();
        foreach (Outcome outcome in new[] { Train("run", "--iterations", "1"), Evaluate() })
        {
            Assert.Equal(0, outcome.ExitCode);
            Assert.StartsWith("warning: no pixel is void", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("--void 11", outcome.Error, StringComparison.Ordinal);
        }

        Evaluate("--void", "11").Succeeded();
    }

    [Fact]
    public void Coloured_labels_are_read_by_a_palette_file_whose_names_are_shown()
    {
        TinyData.WritePairs(_folder["data"], 5);
        foreach (string path in Directory.GetFiles(_folder["data", "label"]))
        {
            byte[] labels = LabelMap.Load(path).Labels;
            TinyData.WritePng(path, 40, 40, 3, i => labels[i / 3] == 0 ? (byte)10 : (byte)(200 + i % 3));
        }

        Train("run", "--iterations", "1").FailedWith("--label-palette", "10 10 10", "200 201 202");
        File.WriteAllText(_folder["colors.txt"], "10 10 10 ground\n200 201 202 square, bright\n");
        Outcome trained = Train("run", "--iterations", "1", "--label-palette", _folder["colors.txt"]).Succeeded();
        Assert.Contains("square, bright", trained.Output, StringComparison.Ordinal);
        Evaluate("--label-palette", _folder["colors.txt"], "--confusion", _folder["c.csv"]).Succeeded();
        Assert.StartsWith("true\\predicted,ground,\"square, bright\",2,", File.ReadAllText(_folder["c.csv"]), StringComparison.Ordinal);
        File.WriteAllText(_folder["colors.txt"], "10 10 10 ground\n");
        Train("run2", "--iterations", "1", "--label-palette", _folder["colors.txt"]).FailedWith("p0", "200 201 202", "colors.txt");
    }

    [Fact]
    public void Names_colour_overlays_and_a_legend_and_nested_folders_are_segmented()
    {
        InitialWeights.Write(_folder["w.safetensors"]);
        TinyData.WritePng(_folder["in", "a", "x.png"], 12, 15, 3, _ => 100);
        TinyData.WritePng(_folder["in", "b", "x.png"], 12, 15, 3, _ => 100);
        File.WriteAllBytes(_folder["in", "a", "._x.png"], [0, 5, 22, 7]);
        File.WriteAllText(_folder["names.csv"], "name,r,g,b\n" + string.Join('\n', Enumerable.Range(0, 21).Select(i => $"class {i},{10 + i},20,30")));
        string[] arguments =
        [
            "segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["in"], "--output", _folder["in", "labels"],
            "--overlay", _folder["over"], "--names", _folder["names.csv"], "--legend", _folder["legend.png"],
        ];
        Launch.Fcn(arguments).Succeeded();
        string[] expected = [Path.Combine("a", "x.png"), Path.Combine("b", "x.png")];
        Assert.Equal(expected, _folder.Files("in", "labels"));
        Assert.Equal(expected, _folder.Files("over"));
        Assert.True(Picture.Load(_folder["legend.png"]).Height > 100);
        LabelMap labels = LabelMap.Load(_folder["in", "labels", "a", "x.png"]);
        Picture overlay = Picture.Load(_folder["over", "a", "x.png"]), map = Picture.Load(_folder["in", "labels", "a", "x.png"]);
        for (int i = 0; i < labels.Labels.Length; i++)
        {
            // Half of 100 and half of the class's colour; class 0 has a name of its own, so it is not transparent.
            Assert.Equal((byte)((100 + 10 + labels.Labels[i] + 1) / 2), overlay.Pixels[3 * i]);
            Assert.Equal((byte)(10 + labels.Labels[i]), map.Pixels[3 * i]);
        }

        // Labels of the first run are not pictures of a second one.
        Launch.Fcn(arguments).Succeeded();
        Assert.Equal(expected, _folder.Files("in", "labels"));
        Outcome one = Launch.Segment(
            "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["in", "a", "x.png"], "--output", _folder["one.png"], "--names", _folder["names.csv"]).Succeeded();
        Assert.Matches(@"(?m)^ +\d+ class \d+  #[0-9A-F]{6}  [\d.]+ %\r?$", one.Output);
        Assert.Equal(map.Pixels, Picture.Load(_folder["one.png"]).Pixels);
    }

    [Fact]
    public void The_quickstart_maps_and_refuses_labels_too()
    {
        TinyData.WritePairs(_folder["data"], 5, objectClass: 255);
        Launch.Quickstart("--data", _folder["data"], "--iterations", "1", "--output", _folder["out"]).FailedWith("--classes 0,255");
        File.WriteAllText(_folder["names.txt"], "ground\nsquare");
        Outcome outcome = Launch.Quickstart(
            "--data", _folder["data"], "--iterations", "1", "--output", _folder["out"], "--classes", "0,255", "--names", _folder["names.txt"]).Succeeded();
        Assert.Contains("square", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["out", "legend.png"]));
    }

    private void WriteThreeLabels()
    {
        TinyData.WritePairs(_folder["data"], 5);
        foreach (string path in Directory.GetFiles(_folder["data", "label"]))
        {
            LabelMap labels = LabelMap.Load(path);
            labels.Labels.AsSpan(0, 40).Fill(11);
            labels.Save(path);
        }
    }

    private Outcome Train(string output, params string[] more) =>
        Launch.Fcn(["train", "--net", "CompactFcn", "--data", _folder["data"], "--output", _folder[output], .. more]);

    private Outcome Evaluate(params string[] more) => Launch.Fcn(
        ["evaluate", "--net", "CompactFcn", "--weights", _folder["run", "CompactFcn.safetensors"], "--data", _folder["data"], .. more]);
}
