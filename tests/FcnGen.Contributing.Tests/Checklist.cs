using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Contributing.Tests;

/// <summary>The places of a section of CONTRIBUTING.md: the first column of its table, a folder for a new file or a file for lines.</summary>
/// <param name="Places">In order; folders end in a slash.</param>
internal sealed record Checklist(IReadOnlyList<string> Places)
{
    /// <summary>Reads the table of a section.</summary>
    public static Checklist Read(string page, string section)
    {
        string[] lines = File.ReadAllLines(page);
        int start = Array.IndexOf(lines, "## " + section);
        Assert.True(start >= 0, $"{page} has no section \"{section}\".");
        return new Checklist([.. lines.Skip(start + 1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1])]);
    }

    /// <summary>The place that a change belongs to: the file, or the innermost folder; null if it is in none.</summary>
    public string? PlaceOf(Change change) => change.IsNew
        ? Places.Where(place => place.EndsWith('/') && change.Path.StartsWith(place, StringComparison.Ordinal)).MaxBy(place => place.Length)
        : Places.FirstOrDefault(place => place == change.Path);
}
