using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Tests.Docs;

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

    /// <summary>True if it declares types and runs nothing.</summary>
    public bool IsDeclaration => !CSharpSyntaxTree.ParseText(Code, Compilations.ParseOptions).GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);

    /// <summary>The blocks of C# of a page, in order.</summary>
    public static IReadOnlyList<Snippet> Read(string root, string page)
    {
        var snippets = new List<Snippet>();
        string[] lines = File.ReadAllLines(Path.Combine(root, page));
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence)) continue;
            string info = lines[i][Fence.Length..].Trim();
            int start = i + 1;
            for (i = start; i < lines.Length && !lines[i].StartsWith(Fence); i++) { }
            string[] words = info.Split(' ', 2);
            if (words[0] == "csharp") snippets.Add(new Snippet(page, start + 1, string.Join('\n', lines[start..i]), words.Length > 1 ? words[1] : ""));
        }

        return snippets;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Page}:{Line}";
}
