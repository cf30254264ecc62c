using System;
using System.Collections.Generic;

namespace FcnGen.Newcomers;

/// <summary>
/// A declaration with one mistake, as people make it who see FcnGen for the first time. Also compiled into the package's tests, which build
/// all of them as one project.
/// </summary>
/// <param name="Name">What was done, as a word; the declaration stands in a namespace and a file of this name.</param>
/// <param name="Id">The rule that must find it, and nothing else.</param>
/// <param name="Mistake">What is wrong, in plain words.</param>
/// <param name="Markup">The declaration, with the expected squiggle between <c>[|</c> and <c>|]</c>.</param>
/// <param name="Severity">The severity of the rule.</param>
/// <param name="Compiler">What the compiler says of the same text by itself, whatever we write: an id, or nothing.</param>
public sealed record Newcomer(string Name, string Id, string Mistake, string Markup, string Severity = "error", string Compiler = "")
{
    private const string Head = "using FcnGen;\n\nnamespace Newcomers.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Newcomer> All { get; } = [.. FormMistakes.All, .. WiringMistakes.All, .. ArgumentMistakes.All, .. GeometryMistakes.All, .. BlockMistakes.All];

    /// <summary>The file, without the marks.</summary>
    public string Source => Marked.Replace("[|", "").Replace("|]", "");

    /// <summary>Where the squiggle starts in it.</summary>
    public int Start => Marked.IndexOf("[|", StringComparison.Ordinal);

    /// <summary>The text under the squiggle.</summary>
    public string Span => Marked[(Start + 2)..Marked.IndexOf("|]", StringComparison.Ordinal)];

    private string Marked => Head + Name + ";\n\n" + Markup.ReplaceLineEndings("\n").Trim() + "\n";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
