using System.Collections.Generic;
using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>A prefix of names with expressions in braces: <c>denselayer{Index + 1}</c>.</summary>
/// <param name="Parts">Texts and, where they are not null, the expressions after them.</param>
internal sealed record NameTemplate(IReadOnlyList<(string Text, Expression? Value)> Parts)
{
    public bool HasExpressions => Parts.Any(static part => part.Value is not null);

    /// <summary>The expressions.</summary>
    public IEnumerable<Expression> Expressions => Parts.Select(static part => part.Value).OfType<Expression>();

    /// <summary>Reads a prefix; null where an error says why not.</summary>
    public static NameTemplate? Read(string text, out TextError? error)
    {
        List<(string, Expression?)> parts = [];
        error = null;
        int start = 0;
        while (text.IndexOf('{', start) is var open and >= 0)
        {
            int close = text.IndexOf('}', open);
            if (close < 0)
            {
                error = new TextError(open, "the '}' of this '{' is missing");
                return null;
            }

            // Blanks in the place of what comes before, so that positions are those of the prefix.
            if (ExpressionParser.Read(new string(' ', open + 1) + text.Substring(open + 1, close - open - 1), out error) is not { } value) return null;
            parts.Add((text.Substring(start, open - start), value));
            start = close + 1;
        }

        parts.Add((text.Substring(start), null));
        return new NameTemplate(parts);
    }

    /// <summary>The name with values in the place of the expressions; null where an error says why.</summary>
    public string? Name(IReadOnlyDictionary<string, Rational> values, out TextError? error)
    {
        string name = "";
        error = null;
        foreach ((string text, Expression? expression) in Parts)
        {
            name += text;
            if (expression is null) continue;
            if (ExpressionValue.Of(expression, values, out error) is not { } value) return null;
            name += value.ToString();
        }

        return name;
    }
}
