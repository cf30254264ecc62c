using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary><c>train</c> and <c>evaluate</c>: what they leave behind, how they stop and resume, and what they refuse.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainTests() => TinyData.WritePairs(_folder["data"], 10);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_leaves_weights_checkpoint_and_curve_and_ends_with_the_score_that_evaluate_finds()
    {
        Outcome trained = Train("run", "--iterations", "6", "--rate", "0.01", "--batch", "2").Succeeded();
        Assert.Matches(@"^mean IU [01]\.\d{3}$", trained.LastLine);
        Assert.Contains("8 pictures to train on, 2 held out", trained.Output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(_folder["run", "loss.csv"]);
        Assert.Equal("iteration,loss,smoothed,rate", lines[0]);
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("6,", lines[6], StringComparison.Ordinal);
        Assert.True(Picture.Load(_folder["run", "loss.png"]).Width > 100);

        // The held-out pictures are every 5th by name, from the first on.
        foreach (string name in new[] { "p00.png", "p05.png" })
        {
            foreach (string part in new[] { "image", "label" })
            {
                Directory.CreateDirectory(_folder["held", part]);
                File.Copy(_folder["data", part, name], _folder["held", part, name]);
            }
        }

        Outcome scored = Evaluate(_folder["held"], "--confusion", _folder["confusion.csv"]).Succeeded();
        Assert.Equal(trained.LastLine, scored.LastLine);
        Assert.Equal(22, File.ReadAllLines(_folder["confusion.csv"]).Length);
    }

    [Fact]
    public void A_run_that_is_stopped_and_resumed_ends_with_the_same_weights()
    {
        string[] settings = ["--rate", "0.01", "--momentum", "0.9", "--crop", "32x24", "--mirror", "--jitter", "3", "--batch", "2", "--iter-size", "2"];
        Train("whole", ["--iterations", "6", .. settings]).Succeeded();
        Train("parts", ["--iterations", "3", .. settings]).Succeeded();
        Train("parts", ["--iterations", "6", .. settings]).FailedWith("checkpoint", "--resume");
        Train("parts", ["--iterations", "6", "--resume", .. settings]).Succeeded();
        Assert.Equal(File.ReadAllBytes(_folder["whole", "CompactFcn.safetensors"]), File.ReadAllBytes(_folder["parts", "CompactFcn.safetensors"]));
        Assert.Equal(File.ReadAllText(_folder["whole", "loss.csv"]), File.ReadAllText(_folder["parts", "loss.csv"]));
    }

    [Fact]
    public void Adam_with_bounded_gradients_resumes_with_the_same_weights_and_under_its_own_settings()
    {
        string[] settings = ["--solver", "adam", "--clip-gradients", "0.5", "--rate", "0.001"];
        Train("whole", ["--iterations", "4", .. settings]).Succeeded();
        Train("parts", ["--iterations", "2", .. settings]).Succeeded();
        Train("parts", "--iterations", "4", "--resume", "--rate", "0.001").FailedWith("Algorithm was Adam, is not set", "ClipGradients was 0.5, is not set");
        Train("parts", ["--iterations", "4", "--resume", .. settings]).Succeeded();
        Assert.Equal(File.ReadAllBytes(_folder["whole", "CompactFcn.safetensors"]), File.ReadAllBytes(_folder["parts", "CompactFcn.safetensors"]));
        Train("sgd", "--iterations", "4", "--rate", "0.001", "--beta1", "0.9").FailedWith("--beta1 is for --solver Adam or AdamW; this run takes Sgd.");
        Train("adam", [.. settings, "--momentum", "0.9"]).FailedWith("--momentum is for --solver Sgd; this run takes Adam.");
        Train("sgd", "--iterations", "4", "--rate", "0.001").Succeeded();
        Assert.NotEqual(File.ReadAllBytes(_folder["whole", "CompactFcn.safetensors"]), File.ReadAllBytes(_folder["sgd", "CompactFcn.safetensors"]));
    }

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_saves_and_exits_with_130(string signal)
    {
        using Process process = Launch.StartFcn(Arguments("run", "--iterations", "1000000", "--rate", "0.001"));
        Launch.AwaitLine(process, "iteration ");
        Launch.Signal(process, signal);
        Outcome outcome = Launch.WaitFor(process);
        Assert.Equal(130, outcome.ExitCode);
        Match saved = Regex.Match(outcome.Output, @"Saved after iteration (\d+)");
        Assert.True(saved.Success, outcome.Output + outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Output + outcome.Error, StringComparison.Ordinal);

        string iterations = (int.Parse(saved.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Outcome resumed = Train("run", "--iterations", iterations, "--rate", "0.001", "--resume").Succeeded();
        Assert.Contains($"Resumed after iteration {saved.Groups[1].Value}.", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_network_are_transplanted_where_they_fit()
    {
        InitialWeights.Write(_folder["w.safetensors"], seed: 9);
        WeightFile file = WeightFile.Read(_folder["w.safetensors"]);
        file.Tensors.Remove("conv2.weight");
        file.Tensors.Add("fc8.weight", ([1], new byte[4]));
        file.Write(_folder["w.safetensors"]);
        Outcome trained = Train("run", "--iterations", "1", "--init", _folder["w.safetensors"]).Succeeded();
        Assert.Matches("Left as its filler sets it:.*conv2.weight", trained.Output);
        Assert.Matches("Not used:.*fc8.weight", trained.Output);
        Train("strict", "--iterations", "1", "--init", _folder["w.safetensors"], "--strict").FailedWith("conv2.weight", "fc8.weight");
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_training_and_keeps_the_last_checkpoint()
    {
        Train("run", "--iterations", "2", "--rate", "0.001").Succeeded();
        string[] before = _folder.Files("run", "checkpoint");
        byte[][] contents = [.. before.Select(name => File.ReadAllBytes(_folder["run", "checkpoint", name]))];
        Train("bad", "--iterations", "200", "--rate", "1e30").FailedWith("learning rate");
        Assert.Empty(_folder.Files("bad", "checkpoint"));
        Assert.False(File.Exists(_folder["bad", "CompactFcn.safetensors"]));
        Assert.Equal(before, _folder.Files("run", "checkpoint"));
        Assert.Equal(contents, before.Select(name => File.ReadAllBytes(_folder["run", "checkpoint", name])));
    }

    [Fact]
    public void A_checkpoint_that_was_cut_short_is_refused()
    {
        Train("run", "--iterations", "2").Succeeded();
        string[] files = _folder.Files("run", "checkpoint");
        Assert.NotEmpty(files);
        foreach (string name in files)
        {
            byte[] whole = File.ReadAllBytes(_folder["run", "checkpoint", name]);
            File.WriteAllBytes(_folder["run", "checkpoint", name], whole[..(whole.Length / 2)]);
            Train("run", "--iterations", "4", "--resume").FailedWith("checkpoint");
            File.WriteAllBytes(_folder["run", "checkpoint", name], whole);
        }

        Train("run", "--iterations", "4", "--resume").Succeeded();
        Train("none", "--iterations", "4", "--resume").FailedWith("checkpoint");
    }

    [Fact]
    public void Labels_of_another_size_or_class_are_refused_with_the_name_of_the_picture()
    {
        LabelMap.Filled(0, 9, 7).Save(_folder["data", "label", "p03.png"]);
        Train("run", "--iterations", "20").FailedWith("p03", "7x9", "40x40");
        TinyData.Draw(40, 3, objectClass: 21).Labels.Save(_folder["data", "label", "p03.png"]);
        Train("run2", "--iterations", "20").FailedWith("p03", "21");
    }

    [Fact]
    public void Data_without_pairs_is_refused()
    {
        File.Delete(_folder["data", "label", "p03.png"]);
        Train("run", "--iterations", "1").FailedWith("p03", "no label");
        Directory.CreateDirectory(_folder["empty", "image"]);
        Directory.CreateDirectory(_folder["empty", "label"]);
        TrainOn(_folder["empty"]).FailedWith("no pictures");
        Directory.CreateDirectory(_folder["other"]);
        TrainOn(_folder["other"]).FailedWith("image/", "label/");
        TrainOn(_folder["nowhere"]).FailedWith("nowhere");
        Assert.Empty(_folder.Files("run"));
    }

    [Fact]
    public void An_unwritable_output_is_refused_before_training_starts()
    {
        File.WriteAllText(_folder["file"], "");
        Train(Path.Combine("file", "run"), "--iterations", "1").FailedWith("cannot write");
    }

    [Fact]
    public void List_files_and_another_void_label_work()
    {
        File.WriteAllLines(_folder["data", "list.txt"], Enumerable.Range(0, 10).Select(i => $"image/p{i:00}.png label/p{i:00}.png"));
        TinyData.Draw(40, 3, objectClass: 77).Labels.Save(_folder["data", "label", "p03.png"]);
        Launch.Fcn("train", "--net", "CompactFcn", "--data", _folder["data", "list.txt"], "--output", _folder["run"], "--iterations", "10", "--void", "77").Succeeded();
    }

    private Outcome Train(string output, params string[] more) => Launch.Fcn(Arguments(output, more));

    private string[] Arguments(string output, params string[] more) =>
        ["train", "--net", "CompactFcn", "--data", _folder["data"], "--output", _folder[output], .. more];

    private Outcome TrainOn(string data) => Launch.Fcn("train", "--net", "CompactFcn", "--data", data, "--output", _folder["run"], "--iterations", "1");

    private Outcome Evaluate(string data, params string[] more) => Launch.Fcn(
        ["evaluate", "--net", "CompactFcn", "--weights", _folder["run", "CompactFcn.safetensors"], "--data", data, .. more]);
}
