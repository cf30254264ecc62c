using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using FcnGen.Programs.Tests.Support;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests;

/// <summary>A signal ends programs while they read pictures, and the pictures to come are not read.</summary>
public sealed class InterruptTests : IDisposable
{
    // Reading them all takes many times as long as a program takes to start.
    private const int Pairs = 64, Side = 2000;

    private static readonly TimeSpan Started = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();

    public InterruptTests()
    {
        TinyData.WritePairs(_folder["data"], 1, Side);
        foreach (string part in new[] { "image", "label" })
        {
            for (int i = 1; i < Pairs; i++) File.Copy(_folder["data", part, "p00.png"], _folder["data", part, $"p{i:00}.png"]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void The_quickstart_ends() => EndsWhileReading(Launch.StartQuickstart("--data", _folder["data"], "--output", _folder["out"]), "to train on");

    [UnixFact]
    public void The_check_before_training_ends() =>
        EndsWhileReading(Launch.StartFcn("train", "--net", "CompactFcn", "--data", _folder["data"], "--output", _folder["run"]), "Checked ");

    private static void EndsWhileReading(Process process, string afterReading)
    {
        using (process)
        {
            // Time on the processor, which a busy machine does not stretch.
            while (!process.HasExited && process.TotalProcessorTime < Started) Thread.Sleep(20);
            Launch.Signal(process, "TERM");
            Outcome outcome = Launch.WaitFor(process);
            Assert.True(outcome.ExitCode == 130, $"Exit code {outcome.ExitCode}.\n{outcome.Output}\n{outcome.Error}");
            Assert.DoesNotContain(afterReading, outcome.Output, StringComparison.Ordinal);
        }
    }
}
