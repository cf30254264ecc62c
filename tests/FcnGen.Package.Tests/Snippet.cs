using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace FcnGen.Package.Tests;

/// <summary>
/// A block of C# in a page. After the language the fence may say <c>continued</c> (it goes on where the block before it ends) or
/// <c>excerpt</c> (not a user's code, such as a part of what is generated; it is not compiled).
/// </summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Line">Line of its first line.</param>
/// <param name="Code">The text.</param>
/// <param name="Word">What follows the language.</param>
internal sealed record Snippet(string Page, int Line, string Code, string Word)
{
    private const string Fence = "```";

    /// <summary>Directives such as <c>using FcnGen;</c>, which stand at the top.</summary>
    public IEnumerable<string> Usings => Lines.Where(IsUsing);

    /// <summary>What is not a directive.</summary>
    public string Body => string.Join('\n', Lines.Where(line => !IsUsing(line)));

    /// <summary>True if it declares types and runs nothing.</summary>
    public bool IsDeclaration => Regex.IsMatch(Body.TrimStart(), @"^(\[|///|(public|internal|sealed|static|partial|class|record)\b)");

    private string[] Lines => Code.Split('\n');

    /// <summary>
    /// The pages of the repository that users read, from its root. Pages of diagnostics show declarations that do not compile; DiagnosticTests
    /// has the cases of their rules.
    /// </summary>
    public static IEnumerable<string> Pages(string root) =>
        from file in Directory.EnumerateFiles(root, "*.md", SearchOption.AllDirectories)
        let page = Path.GetRelativePath(root, file).Replace('\\', '/')
        where !page.StartsWith("docs/diagnostics/") && !page.StartsWith("artifacts/") && !Regex.IsMatch(page, "(^|/)(bin|obj)/")
        orderby page
        select page;

    /// <summary>The blocks of C# of a page, in order.</summary>
    public static IReadOnlyList<Snippet> Read(string root, string page)
    {
        var snippets = new List<Snippet>();
        string[] lines = File.ReadAllLines(Path.Combine(root, page));
        for (int i = 0; i < lines.Length; i++)
        {
            // In a list a block is indented.
            string indent = new(' ', lines[i].Length - lines[i].TrimStart().Length);
            if (!lines[i].StartsWith(indent + Fence, StringComparison.Ordinal)) continue;
            string[] words = lines[i].Trim()[Fence.Length..].Trim().Split(' ', 2);
            int start = i + 1;
            for (i = start; i < lines.Length && !lines[i].StartsWith(indent + Fence, StringComparison.Ordinal); i++) { }
            if (words[0] == "csharp") snippets.Add(new Snippet(page, start + 1, string.Join('\n', lines[start..i].Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line)), words.Length > 1 ? words[1] : ""));
        }

        return snippets;
    }

    private static bool IsUsing(string line) => Regex.IsMatch(line, @"^using (static )?[A-Za-z_.]+;");
}
