using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace FcnGen.Training.Tests;

/// <summary>Safe reading and writing has one place: no other code of the library and the programs opens files by itself.</summary>
public sealed partial class FileUseTests
{
    // The files of the system, the lock that must be opened by its name, the build step's own output, and the kit for developers.
    private static readonly string[] Allowed = ["\"/proc/", "CheckpointLock.cs", "FcnGen.KernelTool", "GpuKit"];

    [Fact]
    public void Files_are_opened_by_InputFile_and_AtomicFile_only()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "FcnGen.sln"))) root = Path.GetDirectoryName(root)!;
        string[] sources = [.. new[] { "runtime", "samples", "networks" }.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))];
        string[] places = [.. sources
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.StartsWith("runtime/FcnGen/Files/", StringComparison.Ordinal))
            .SelectMany(path => File.ReadLines(Path.Combine(root, path)).Select((line, i) => $"{path}:{i + 1}: {line.Trim()}"))
            .Where(line => Opening().IsMatch(line) && !Allowed.Any(part => line.Contains(part, StringComparison.Ordinal)))];
        Assert.True(places.Length == 0, "Use InputFile to read and AtomicFile to write:\n" + string.Join('\n', places));
    }

    [GeneratedRegex(@"(?<![\w.])File\.(Open|OpenRead|OpenHandle|OpenText|OpenWrite|Create|CreateText|WriteAll\w*|ReadAll\w*|ReadLines|AppendAll\w*|Copy|Replace)\(|new (FileStream|StreamReader|StreamWriter)\((?!stream)")]
    private static partial Regex Opening();
}
