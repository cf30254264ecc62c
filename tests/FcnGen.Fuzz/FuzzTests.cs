using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.Fuzz.Seeds;
using FcnGen.Fuzz.Workers;

namespace FcnGen.Fuzz;

/// <summary>The harness for a short time, and that it finds what it looks for.</summary>
public class FuzzTests
{
    [Fact]
    public void DamagedPicturesAreDecodedAlikeOverAnyMemoryOrRefused()
    {
        string failures = Path.Combine(AppContext.BaseDirectory, "failures");
        var faults = new List<string>();
        FuzzReport report = new FuzzRun(new FuzzOptions { Time = TimeSpan.FromSeconds(30), Seed = 9, Failures = failures }, faults.Add).Run();

        Assert.Empty(faults);
        // Every format was reached, and not everything was refused.
        Assert.All(Enum.GetValues<Format>(), format => Assert.True(report.Counts[format].Decoded > 0, $"no {format} was decoded"));
        Assert.True(report.Counts.Values.Sum(count => count.Inputs - count.Decoded) > 0, "nothing was refused");
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

    [Fact]
    public void MemoryIsFilledWithWhatAWorkerIsToldTo()
    {
        if (!OperatingSystem.IsLinux()) return;
        string[] contents = [.. new byte[] { 0x5A, 0xC3 }.Select(fill =>
        {
            using var worker = new WorkerProcess(fill);
            worker.Send(WorkerProbe.File, label: false);
            return worker.Receive().Result!.Text;
        })];
        // glibc gives memory filled with the complement; pools with the value.
        Assert.Equal("native A5 pooled 5A", contents[0]);
        Assert.Equal("native 3C pooled C3", contents[1]);
    }

    [Fact]
    public void AnInputThatDoesNotEndIsFound()
    {
        using var worker = new WorkerProcess(1);
        worker.Send(WorkerProbe.Endless, label: false);
        Assert.Contains("no end", worker.Receive().Fault!, StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkerThatDiesIsFoundAndReplaced()
    {
        using var worker = new WorkerProcess(1);
        worker.Send(WorkerProbe.Deadly, label: false);
        Assert.Contains("died", worker.Receive().Fault!, StringComparison.Ordinal);
        worker.Send([1, 2, 3], label: false);
        Assert.Equal(Outcome.Refused, worker.Receive().Result!.Outcome);
    }
}
