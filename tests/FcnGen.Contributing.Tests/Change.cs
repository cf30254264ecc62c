using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Contributing.Tests;

/// <summary>
/// One file that the worked example adds or changes. <c>ScratchKind</c> holds the repository's folders: <c>Name.cs.txt</c> is a new file
/// <c>Name.cs</c>, <c>Name.cs.lines.txt</c> has lines for the file <c>Name.cs</c> behind a first line that says after which line they go.
/// </summary>
/// <param name="Path">The file, from the root of the repository.</param>
/// <param name="Text">The new file, or the lines to insert.</param>
/// <param name="After">The line after which they go, without its indentation; null for a new file.</param>
internal sealed record Change(string Path, string Text, string? After)
{
    private const string FirstLine = "after: ";

    /// <summary>True if the file is new.</summary>
    public bool IsNew => After is null;

    /// <summary>Lines of code: all but comments and empty ones.</summary>
    public IEnumerable<string> CodeLines => Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));

    /// <summary>The changes in a folder.</summary>
    public static IReadOnlyList<Change> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => Read(folder, file))];

    /// <summary>The file as the change leaves it. The example grows stale where a line is gone after which others are to go.</summary>
    /// <param name="root">The repository, or a copy.</param>
    public string Result(string root)
    {
        string file = System.IO.Path.Combine(root, Path);
        if (After is null)
        {
            Assert.False(File.Exists(file), $"{Path} is there already.");
            Assert.True(Directory.Exists(System.IO.Path.GetDirectoryName(file)), $"The folder of {Path} is new, too.");
            return Text;
        }

        List<string> lines = [.. File.ReadAllLines(file)];
        int place = lines.FindIndex(line => line.Trim() == After);
        Assert.True(place >= 0, $"{Path} has no line \"{After}\" any more: give the lines of the worked example another place.");
        lines.InsertRange(place + 1, Text.TrimEnd('\n').Split('\n'));
        return string.Join('\n', lines) + '\n';
    }

    /// <summary>Makes the change in a copy of the repository.</summary>
    public void Apply(string root) => File.WriteAllText(System.IO.Path.Combine(root, Path), Result(root));

    private static Change Read(string folder, string file)
    {
        string path = System.IO.Path.ChangeExtension(System.IO.Path.GetRelativePath(folder, file), null).Replace('\\', '/');
        string text = File.ReadAllText(file);
        if (!path.EndsWith(".lines", StringComparison.Ordinal)) return new Change(path, text, null);
        string first = text[..text.IndexOf('\n')];
        Assert.StartsWith(FirstLine, first, StringComparison.Ordinal);
        return new Change(path[..^".lines".Length], text[(first.Length + 1)..], first[FirstLine.Length..]);
    }
}
