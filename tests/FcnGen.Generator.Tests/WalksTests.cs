using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace FcnGen.Generator.Tests;

/// <summary>The walks of CONTRIBUTING name files that are there, as many as they say.</summary>
public class WalksTests
{
    private static readonly Lazy<HashSet<string>> s_files = new(() =>
    [
        .. new[] { "generator", "runtime", "samples" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root(), folder), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root(), file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin")),
    ]);

    private static readonly string[] s_folders = ["generator/FcnGen.Generator", "runtime/FcnGen", "runtime"];

    public static TheoryData<string, int, string> Walks
    {
        get
        {
            string text = File.ReadAllText(Path.Combine(Root(), "CONTRIBUTING.md"));
            string section = text[text.IndexOf("## Walks", StringComparison.Ordinal)..text.IndexOf("## Testing", StringComparison.Ordinal)];
            var data = new TheoryData<string, int, string>();
            foreach (Match walk in Regex.Matches(section, @"\*\*(\w+)\*\*, ([0-9]+) files(.*?)(?=\n\*\*|\z)", RegexOptions.Singleline))
                data.Add(walk.Groups[1].Value, int.Parse(walk.Groups[2].Value), walk.Groups[3].Value);
            return data;
        }
    }

    [Fact]
    public void There_are_five() => Assert.Equal(["Squiggle", "Launch", "Picture", "Gradient", "Kernel"], Walks.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Walks))]
    public void A_walk_has_as_many_files_as_it_says(string name, int count, string text)
    {
        string[] names = [.. Regex.Matches(text, "`([A-Z][A-Za-z0-9.]*|[A-Za-z0-9.]+/[A-Za-z0-9./]+)`").Select(match => match.Groups[1].Value).Where(path => !s_folders.Contains(path))];
        string[] missing = [.. names.Where(path => path.Contains('/') && !Files(path).Any())];
        Assert.True(missing.Length == 0, $"{name} names what is not there: {string.Join(", ", missing)}");
        string[] found = [.. names.SelectMany(Files).Distinct()];
        Assert.True(count == found.Length, $"{name} says {count} and names {found.Length}: {string.Join(", ", found)}");
    }

    /// <summary>The file of a name, with or without its folder; none for the name of a member. A member behind a name is left out.</summary>
    private static IEnumerable<string> Files(string path)
    {
        string last = path[(path.LastIndexOf('/') + 1)..];
        string[] tries = last.Contains('.', StringComparison.Ordinal) ? [path, path + ".cs", path[..path.LastIndexOf('.')] + ".cs"] : [path + ".cs"];
        foreach (string attempt in tries)
        {
            string[] found = [.. s_files.Value.Where(file => file == attempt || file.EndsWith("/" + attempt, StringComparison.Ordinal))];
            if (found.Length == 0) continue;

            // Names that several folders have are written with theirs.
            yield return found.OrderBy(file => file.Length).First();
            yield break;
        }
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
