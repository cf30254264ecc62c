using System;
using System.IO;
using FcnGen.Tests;

namespace FcnGen.Programs.Tests.Support;

/// <summary>samples/Segment, published once as README says for all tests of a class.</summary>
public sealed class PublishedSegment : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PublishedSegment()
    {
        // A fixture is made for tests that are skipped, too.
        if (Machine.Lacks(Need.Linker) is not null) return;
        string platform = OperatingSystem.IsWindows() ? "win-x64" : "linux-x64";
        Outcome publish = Launch.Sdk("publish", Path.Combine(Launch.Root, "samples", "Segment"), "-r", platform, "-o", _folder["out"]);
        Output = publish.Output + publish.Error;
        Assert.True(publish.ExitCode == 0, Output);
    }

    /// <summary>What the publish command said.</summary>
    internal string Output { get; } = "";

    /// <summary>Names of the published files.</summary>
    internal string[] Files => _folder.Files("out");

    /// <summary>The program.</summary>
    internal string Program => _folder["out", OperatingSystem.IsWindows() ? "segment.exe" : "segment"];

    internal Outcome Run(params string[] arguments) => Launch.Native(Program, arguments);

    public void Dispose() => _folder.Dispose();
}
