using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FcnGen.Package.Tests;

namespace FcnGen.Contributing.Tests;

/// <summary>A copy of the repository's files in a folder of its own, in which things are built that are not part of it.</summary>
internal sealed class ScratchCopy : IDisposable
{
    /// <summary>Copies what git knows and what is new and not ignored, as it lies in the working tree.</summary>
    public ScratchCopy()
    {
        Root = Directory.CreateTempSubdirectory("fcngen-scratch-").FullName;
        string[] files = Command.Run(Repository.Root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Succeeded()
            .Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        Assert.Contains("FcnGen.sln", files);
        foreach (string file in files.Where(file => File.Exists(Path.Combine(Repository.Root, file))))
        {
            string copy = Path.Combine(Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }
    }

    /// <summary>Where it lies.</summary>
    public string Root { get; }

    /// <summary>Runs tests of a project of the copy, all of which must pass.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="filter">Which tests.</param>
    /// <param name="atLeast">How many must have run.</param>
    public void Test(string project, string filter, int atLeast)
    {
        string results = Path.Combine(Root, "results", project);
        RunResult run = Dotnet("test", project, "-c", "Release", "--nologo", "-v", "quiet", "--filter", filter, "--logger", "trx", "--results-directory", results);
        string counters = Regex.Match(File.ReadAllText(Directory.EnumerateFiles(results, "*.trx").Single()), "<Counters [^>]*>").Value;
        Match passed = Regex.Match(counters, " passed=\"([0-9]+)\"");
        Assert.True(passed.Success && int.Parse(passed.Groups[1].Value, CultureInfo.InvariantCulture) >= atLeast, $"{project}: fewer than {atLeast} tests ran. {counters}\n{run.Output}");
    }

    /// <summary>Runs the SDK's command line in the copy, which must succeed.</summary>
    public RunResult Dotnet(params string[] arguments) => Command.Run(Root, "dotnet", arguments).Succeeded();

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
