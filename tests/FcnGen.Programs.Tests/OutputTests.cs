using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary>No result of a program destroys what a user has: weights, inputs, files of the same name, targets of links.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputTests()
    {
        TinyData.WritePng(_folder["in", "a.png"], 20, 30, 3, i => (byte)i);
        InitialWeights.Write(_folder["w.safetensors"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_are_replaced_when_that_is_asked_for()
    {
        byte[] before = File.ReadAllBytes(_folder["w.safetensors"]);
        Launch.Fcn("init", "CompactFcn", "--seed", "2", "--output", _folder["w.safetensors"]).FailedWith("exists", "--force");
        Assert.Equal(before, File.ReadAllBytes(_folder["w.safetensors"]));
        Launch.Fcn("init", "CompactFcn", "--seed", "2", "--output", _folder["w.safetensors"], "--force").Succeeded();
        Assert.NotEqual(before, File.ReadAllBytes(_folder["w.safetensors"]));
    }

    [Fact]
    public void Of_two_processes_that_write_one_file_one_wins_whole()
    {
        byte[][] possible = [InitialWeights.Bytes(seed: 2), InitialWeights.Bytes(seed: 3)];
        for (int round = 0; round < 3; round++)
        {
            Process[] both = [.. new[] { "2", "3" }.Select(seed => Launch.StartFcn("init", "CompactFcn", "--seed", seed, "--output", _folder["out", "w"], "--force"))];
            foreach (Process process in both)
            {
                using (process) Launch.WaitFor(process).Succeeded();
            }

            Assert.Contains(File.ReadAllBytes(_folder["out", "w"]), possible);
            Assert.Equal(["w"], _folder.Files("out"));
        }
    }

    [UnixFact]
    public void Results_replace_no_input_under_any_name()
    {
        Directory.CreateSymbolicLink(_folder["other"], _folder["in"]);
        Directory.CreateSymbolicLink(_folder["here"], _folder["."]);
        byte[] picture = File.ReadAllBytes(_folder["in", "a.png"]), weights = File.ReadAllBytes(_folder["w.safetensors"]);
        string force = "--force";
        Segment(_folder["in"], "--output", _folder["other"], force).FailedWith("a.png", "would replace the picture");
        Segment(_folder["in", "a.png"], "--output", _folder["other", "a.png"], force).FailedWith("would replace the picture");
        Segment(_folder["other", "a.png"], "--scores", _folder["in", "..", "in", "a.png"], force).FailedWith("would replace the picture");
        Segment(_folder["in", "a.png"], "--overlay", _folder["here", "w.safetensors"], force).FailedWith("would replace the weights");
        Segment(_folder["in", "a.png"], "--output", _folder["o.png"], "--overlay", _folder["here", "o.png"], force).FailedWith("would replace a result");
        Segment(_folder["in"], "--output", _folder["new"], "--overlay", _folder["here", "new"], force).FailedWith("would replace a result");
        string[] native = ["--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", _folder["in", "a.png"], force];
        Launch.Segment([.. native, "--output", _folder["other", "a.png"]]).FailedWith("The labels", "would replace the picture");
        Launch.Segment([.. native, "--overlay", _folder["here", "w.safetensors"]]).FailedWith("The overlay", "would replace the weights");
        Launch.Segment([.. native, "--output", _folder["o.png"], "--overlay", _folder["here", "o.png"]]).FailedWith("would replace the labels");
        File.WriteAllText(_folder["names.txt"], "ground\nobject\n");
        string[] named = ["--names", _folder["names.txt"], force];
        Segment(_folder["in", "a.png"], ["--output", _folder["o.png"], "--legend", _folder["other", "a.png"], .. named]).FailedWith("The legend", "would replace the picture");
        Segment(_folder["in", "a.png"], ["--output", _folder["o.png"], "--legend", _folder["here", "o.png"], .. named]).FailedWith("The legend", "would replace a result");
        Segment(_folder["in", "a.png"], ["--output", _folder["here", "names.txt"], .. named]).FailedWith("would replace the names");
        Launch.Segment([.. native, "--output", _folder["here", "names.txt"], .. named[..2]]).FailedWith("would replace the names");
        Assert.Equal("ground\nobject\n", File.ReadAllText(_folder["names.txt"]));
        Assert.Equal(picture, File.ReadAllBytes(_folder["in", "a.png"]));
        Assert.Equal(weights, File.ReadAllBytes(_folder["w.safetensors"]));
        Assert.False(File.Exists(_folder["o.png"]));
        Assert.False(Directory.Exists(_folder["new"]));
    }

    [UnixFact]
    public void Results_replace_and_join_no_array_of_a_folder_of_weights()
    {
        WeightFile.Read(_folder["w.safetensors"]).WriteArrays(_folder["w"]);
        Directory.CreateSymbolicLink(_folder["other"], _folder["w"]);
        string[] before = _folder.Files("w");
        byte[] bias = File.ReadAllBytes(_folder["w", "conv1.bias.npy"]);
        TinyData.WritePairs(_folder["data"], 2);
        TinyData.WritePng(_folder["conv1.bias.png"], 20, 30, 3, i => (byte)i);
        string[] given = ["--net", "CompactFcn", "--weights", _folder["w"], "--input", _folder["in", "a.png"], "--force"];
        const string replaces = "would replace the weights", joins = "would be taken for one of the weights";
        Launch.Fcn(["segment", .. given, "--scores", _folder["w", "conv1.bias.npy"]]).FailedWith(replaces, "conv1.bias.npy");
        Launch.Fcn(["segment", .. given, "--output", _folder["other", "conv1.bias.npy"]]).FailedWith(replaces);
        Launch.Fcn(["segment", .. given[..5], _folder["conv1.bias.png"], "--scores", _folder["other"]]).FailedWith(replaces);
        Launch.Fcn(["segment", .. given, "--scores", _folder["w", "x.npy"]]).FailedWith(joins, "x.npy");
        Launch.Fcn(["segment", .. given, "--scores", _folder["other"]]).FailedWith(joins, "a.npy");
        Launch.Fcn(["segment", .. given[..5], _folder["in"], "--scores", _folder["w"]]).FailedWith(joins, "a.npy");
        Launch.Segment([.. given, "--output", _folder["w", "conv1.bias.npy"]]).FailedWith("The labels", replaces);
        Launch.Segment([.. given, "--overlay", _folder["w", "x.NPY"]]).FailedWith("The overlay", joins);
        string[] evaluate = ["evaluate", .. given[..4], "--data", _folder["data"], "--force", "--confusion"];
        Launch.Fcn([.. evaluate, _folder["w", "conv1.bias.npy"]]).FailedWith("The confusion matrix", replaces);
        Assert.Equal(bias, File.ReadAllBytes(_folder["w", "conv1.bias.npy"]));
        Assert.Equal(before, _folder.Files("w"));
        Launch.Fcn(["segment", .. given, "--scores", _folder["w", "below", "x.npy"], "--output", _folder["w", "l.png"]]).Succeeded();
        Launch.Fcn(["segment", .. given, "--scores", _folder["x.npy"]]).Succeeded();
    }

    [UnixFact]
    public void Links_devices_and_planted_names_are_left_alone()
    {
        File.WriteAllText(_folder["precious"], "precious");
        Directory.CreateDirectory(_folder["out"]);
        foreach (string name in new[] { "link.png", "l.png.partial", ".write-probe" }) File.CreateSymbolicLink(_folder["out", name], _folder["precious"]);
        Segment(_folder["in", "a.png"], "--output", _folder["out", "link.png"], "--force").FailedWith("is a link to", "outputs follow no links");
        Segment(_folder["in", "a.png"], "--output", "/dev/null", "--force").FailedWith("it is a device");
        Launch.Fcn("init", "CompactFcn", "--output", "/dev/null", "--force").FailedWith("it is a device");
        Segment(_folder["in", "a.png"], "--output", _folder["out", "l.png"]).Succeeded();
        Assert.Equal("precious", File.ReadAllText(_folder["precious"]));
        Assert.Equal([".write-probe", "l.png", "l.png.partial", "link.png"], _folder.Files("out"));
        Assert.Equal(_folder["precious"], new FileInfo(_folder["out", "l.png.partial"]).LinkTarget);
    }

    [Fact]
    public void Results_of_an_earlier_run_are_replaced_and_other_files_when_that_is_asked_for()
    {
        string[] outputs = ["--output", _folder["l.png"], "--overlay", _folder["o.png"], "--scores", _folder["s.npy"]];
        Segment(_folder["in", "a.png"], outputs).Succeeded();
        Segment(_folder["in", "a.png"], outputs).Succeeded();
        byte[] photo = File.ReadAllBytes(_folder["in", "a.png"]);
        foreach ((string option, string name) in new[] { ("--output", "l.png"), ("--overlay", "o.png"), ("--scores", "s.npy") })
        {
            // A photo, and what is of another kind.
            File.WriteAllBytes(_folder["photo.png"], photo);
            Segment(_folder["in", "a.png"], option, _folder["photo.png"]).FailedWith("photo.png", "exists", "--force");
            Assert.Equal(photo, File.ReadAllBytes(_folder["photo.png"]));
            Segment(_folder["in", "a.png"], option, _folder[name == "l.png" ? "o.png" : "l.png"]).FailedWith("exists", "--force");
        }

        Segment(_folder["in", "a.png"], "--output", _folder["photo.png"], "--force").Succeeded();
        Assert.Equal((20, 30), (LabelMap.Load(_folder["photo.png"]).Height, LabelMap.Load(_folder["photo.png"]).Width));
    }

    [Fact]
    public void A_confusion_matrix_replaces_confusion_matrices()
    {
        TinyData.WritePairs(_folder["data"], 2);
        byte[] label = File.ReadAllBytes(_folder["data", "label", "p00.png"]);
        Evaluate(_folder["c.csv"]).Succeeded();
        Evaluate(_folder["c.csv"]).Succeeded();
        File.WriteAllText(_folder["table.csv"], "year,salary\n");
        Evaluate(_folder["table.csv"]).FailedWith("table.csv", "exists", "--force");
        Evaluate(_folder["table.csv"], "--force").Succeeded();
        Evaluate(_folder["data", "label", "p00.png"], "--force").FailedWith("a file of the data");
        File.WriteAllText(_folder["l.txt"], "data/image/p00.png data/label/p00.png\n");
        Launch.Fcn(
            "evaluate", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--data", _folder["l.txt"], "--confusion", _folder["data", "label", "p00.png"], "--force")
            .FailedWith("would replace labels of the data");
        Evaluate(_folder["w.safetensors"], "--force").FailedWith("would replace the weights");
        Assert.Equal(label, File.ReadAllBytes(_folder["data", "label", "p00.png"]));

        Outcome Evaluate(string csv, params string[] more) => Launch.Fcn(
            ["evaluate", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--data", _folder["data"], "--confusion", csv, .. more]);
    }

    [Fact]
    public void The_quickstart_overwrites_its_own_folder_and_no_other()
    {
        // Data that is not there ends the run after its folder was looked at.
        string[] noData = ["--data", _folder["none"]];
        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(_folder["mine", "weights.safetensors"], "weeks of work");
        Launch.Quickstart([.. noData, "--output", _folder["mine"]]).FailedWith("holds other things", "weights.safetensors", "--force");
        Launch.Quickstart([.. noData, "--output", _folder["mine"], "--force"]).FailedWith(_folder["none"]);
        Assert.Equal("weeks of work", File.ReadAllText(_folder["mine", "weights.safetensors"]));
        Directory.CreateDirectory(_folder["artifacts", "quickstart"]);
        File.WriteAllText(_folder["artifacts", "quickstart", "weights.safetensors"], "of an earlier run");
        Launch.QuickstartIn(_folder["."], noData).FailedWith(_folder["none"]);
        Directory.CreateDirectory(_folder["artifacts", "quickstart", "checkpoint"]);
        Launch.QuickstartIn(_folder["."], noData).FailedWith("holds other things", "a run of fcn train");
    }

    private Outcome Segment(string input, params string[] more) => Launch.Fcn(
        ["segment", "--net", "CompactFcn", "--weights", _folder["w.safetensors"], "--input", input, .. more]);
}
