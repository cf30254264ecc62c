using System.Text.RegularExpressions;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>One mistake: the source with the expected squiggle between <c>[|</c> and <c>|]</c>, and what the editor says there, up to a final <c>…</c>.</summary>
public sealed record DiagnosticCase(string Id, string Title, string Markup, string Message)
{
    private static readonly Regex Shorthand = new(@"\] (\[\|)?([A-Z]\w*)(\|\])?;", RegexOptions.CultureInvariant);

    /// <summary>The source without the marks.</summary>
    public string Source => Markup.Replace("[|", "").Replace("|]", "");

    /// <summary>The text that must be under the squiggle.</summary>
    public string Span => Markup[(Markup.IndexOf("[|", System.StringComparison.Ordinal) + 2)..Markup.IndexOf("|]", System.StringComparison.Ordinal)];

    /// <summary>Where the squiggle must start in <see cref="Source"/>.</summary>
    public int Start => Markup.IndexOf("[|", System.StringComparison.Ordinal);

    /// <summary>
    /// A network of the given layers, with <c>[Conv(4)] Name;</c> written out as a partial property. <paramref name="attributes"/> stand
    /// on the class.
    /// </summary>
    public static string Net(string layers, string attributes = "[FullyConvNet(Channels = 3)]", string rest = "") =>
        "using FcnGen;\n" + attributes + "\npublic partial class Net\n{\n" + Layers(layers) + "\n}\n" + rest;

    /// <summary>Layers written out.</summary>
    public static string Layers(string layers) => Shorthand.Replace(layers, "] public partial Layer $1$2$3 { get; }");

    /// <inheritdoc/>
    public override string ToString() => Id + " " + Title;
}
