using System;
using System.Diagnostics;
using System.IO;

namespace FcnGen.Programs.Tests.Support;

/// <summary>samples/Segment, published once as README says for all tests of a class.</summary>
public sealed class PublishedSegment : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PublishedSegment()
    {
        string platform = OperatingSystem.IsWindows() ? "win-x64" : "linux-x64";
        Outcome publish = Launch.Sdk("publish", Path.Combine(Launch.Root, "samples", "Segment"), "-r", platform, "-o", _folder["out"]);
        Output = publish.Output + publish.Error;
        Assert.True(publish.ExitCode == 0, Output);
    }

    /// <summary>What the publish command said.</summary>
    internal string Output { get; }

    /// <summary>Names of the published files.</summary>
    internal string[] Files => _folder.Files("out");

    /// <summary>The program.</summary>
    internal string Program => _folder["out", OperatingSystem.IsWindows() ? "segment.exe" : "segment"];

    internal Outcome Run(params string[] arguments) => Launch.Native(Program, arguments);

    /// <summary>
    /// The shortest time of at most <paramref name="runs"/> runs; ends with the first that is within a limit. What else the machine does,
    /// other tests above all, can only add to it.
    /// </summary>
    internal TimeSpan ShortestRun(int runs, TimeSpan limit, params string[] arguments)
    {
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int run = 0; run < runs && shortest > limit; run++)
        {
            long start = Stopwatch.GetTimestamp();
            Run(arguments).Succeeded();
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            if (time < shortest) shortest = time;
        }

        return shortest;
    }

    public void Dispose() => _folder.Dispose();
}
