using System;
using System.Diagnostics;
using System.IO;
using System.Text.RegularExpressions;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary>What <c>train</c> checks before it begins, and what is left when it is killed or its data go bad.</summary>
public sealed class SafeTrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SafeTrainTests() => TinyData.WritePairs(_folder["data"], 10);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_bad_pair_is_named_before_the_first_iteration()
    {
        // One of those to train on and one of those held out.
        foreach (string name in new[] { "p03.png", "p05.png" })
        {
            byte[] file = File.ReadAllBytes(_folder["data", "image", name]);
            File.WriteAllBytes(_folder["data", "image", name], file[..(file.Length / 2)]);
        }

        Train("run", "--iterations", "1").FailedWith("2 of 10 pairs", "p03.png", "p05.png");
        Assert.Equal(["data-check.json"], _folder.Files("run"));
        // Without the check the run gets as far as the bad picture.
        Train("run", "--iterations", "100", "--no-check").FailedWith("p03.png");
    }

    [Fact]
    public void A_resumed_run_decodes_only_what_changed_and_refuses_other_labels()
    {
        Assert.Contains("Checked 10 pairs.", Train("run", "--iterations", "1").Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("10 are as they were", Train("run", "--iterations", "2", "--resume").Succeeded().Output, StringComparison.Ordinal);
        byte[] labels = File.ReadAllBytes(_folder["data", "label", "p03.png"]);
        TinyData.Draw(40, 4).Labels.Save(_folder["data", "label", "p03.png"]);
        Train("run", "--iterations", "3", "--resume").FailedWith("labels of the same names have changed");
        File.WriteAllBytes(_folder["data", "label", "p03.png"], labels);
        Assert.Contains("9 are as they were", Train("run", "--iterations", "3", "--resume").Succeeded().Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_killed_run_goes_on_from_its_last_snapshot()
    {
        using Process process = Launch.StartFcn(Arguments("run", "--iterations", "1000000", "--snapshot", "1"));
        Launch.AwaitLine(process, "iteration ");
        Launch.AwaitLine(process, "iteration ");
        Launch.Signal(process, "KILL");
        Launch.WaitFor(process);
        Outcome resumed = Train("run", "--iterations", "1000000", "--resume", "--snapshot", "0.001s", "--rate", "0.5");
        resumed.FailedWith("BaseRate was 0.0001, is 0.5");
        Match at = Regex.Match(File.ReadAllText(_folder["run", "checkpoint", "checkpoint.json"]), "\"iteration\": ([0-9]+)");
        int saved = int.Parse(at.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(saved >= 1);
        string next = (saved + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"Resumed after iteration {saved}.", Train("run", "--iterations", next, "--resume").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_goes_bad_saves_what_was_learned()
    {
        byte[] file = File.ReadAllBytes(_folder["data", "image", "p03.png"]);
        using (Process process = Launch.StartFcn(Arguments("run", "--iterations", "1000000")))
        {
            Launch.AwaitLine(process, "iteration ");
            File.WriteAllBytes(_folder["data", "image", "p03.png"], file[..20]);
            Outcome outcome = Launch.WaitFor(process);
            outcome.FailedWith("p03.png");
            Assert.Matches("(?m)^Saved after iteration [0-9]+; continue", outcome.Output);
        }

        Train("run", "--iterations", "1000000", "--resume").FailedWith("p03.png");
        File.WriteAllBytes(_folder["data", "image", "p03.png"], file);
        using Process resumed = Launch.StartFcn(Arguments("run", "--iterations", "1000000", "--resume"));
        Launch.AwaitLine(resumed, "Resumed after iteration ");
        Launch.AwaitLine(resumed, "iteration ");
        Launch.Signal(resumed, "KILL");
        Launch.WaitFor(resumed);
    }

    [LinuxFact]
    public void A_run_under_nohup_outlives_its_terminal()
    {
        using Process process = Launch.StartFcnWithoutHangUp(Arguments("run", "--iterations", "1000000"));
        Launch.AwaitLine(process, "iteration ");
        Launch.Signal(process, "HUP");
        Launch.AwaitLine(process, "iteration ");
        Launch.Signal(process, "TERM");
        Assert.Equal(130, Launch.WaitFor(process).ExitCode);
    }

    [LinuxFact("/usr/bin/script")]
    public void A_closed_terminal_saves()
    {
        using Process terminal = Launch.StartFcnInTerminal(Arguments("run", "--iterations", "1000000"));
        // The live display has no lines.
        var shown = new System.Text.StringBuilder();
        while (!shown.ToString().Contains("it/s", StringComparison.Ordinal))
        {
            int next = terminal.StandardOutput.Read();
            Assert.True(next >= 0, shown.ToString());
            shown.Append((char)next);
        }

        Launch.Signal(terminal, "KILL");
        // The curve comes after the checkpoint, and last.
        var patience = Stopwatch.StartNew();
        while (!File.Exists(_folder["run", "loss.png"]))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(8), "Nothing was saved within 8 minutes.");
            System.Threading.Thread.Sleep(100);
        }

        Assert.True(File.Exists(_folder["run", "checkpoint", "checkpoint.json"]));
    }

    [Fact]
    public void What_an_earlier_run_left_is_overwritten_by_force_only()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run", "CompactFcn.safetensors"], "precious");
        Train("run", "--iterations", "1").FailedWith("CompactFcn.safetensors", "--force");
        Assert.Equal("precious", File.ReadAllText(_folder["run", "CompactFcn.safetensors"]));
        Train("run", "--iterations", "1", "--force").Succeeded();
        Train("run", "--iterations", "2").FailedWith("checkpoint", "--resume", "--force");
        Train("run", "--iterations", "2", "--force", "--rate", "0.01").Succeeded();
        Train("run", "--iterations", "1", "--force", "--init", _folder["run", "CompactFcn.safetensors"]).FailedWith("weights to start from");
    }

    [Fact]
    public void The_folders_of_the_data_are_no_output()
    {
        foreach (string[] output in new[] { new[] { "data" }, ["data", "image"], ["data", "..", "data", "label"] })
            Launch.Fcn("train", "--net", "CompactFcn", "--data", _folder["data"], "--output", _folder[output], "--iterations", "1").FailedWith("of the data");
    }

    [UnixFact]
    public void A_link_to_the_folders_of_the_data_is_no_output()
    {
        Directory.CreateSymbolicLink(_folder["link"], _folder["data", "image"]);
        Train("link", "--iterations", "1").FailedWith("of the data");
        Assert.Equal(20, _folder.Files("data").Length);
    }

    [Fact]
    public void A_snapshot_is_a_time_or_a_number()
    {
        foreach (string wrong in new[] { "5x", "m", "-1", "1,5m", "", "-5m", "1e400m" })
        {
            Outcome outcome = Train("run", "--iterations", "1", "--snapshot", wrong);
            Assert.Equal(2, outcome.ExitCode);
        }

        Train("run", "--iterations", "3", "--snapshot", "0.5m").Succeeded();
    }

    private Outcome Train(string output, params string[] more) => Launch.Fcn(Arguments(output, more));

    private string[] Arguments(string output, params string[] more) =>
        ["train", "--net", "CompactFcn", "--data", _folder["data"], "--output", _folder[output], .. more];
}
