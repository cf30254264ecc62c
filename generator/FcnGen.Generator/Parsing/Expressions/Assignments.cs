using System.Collections.Generic;

namespace FcnGen.Generator.Parsing;

/// <summary>An argument in text: a name and the expression of its value.</summary>
/// <param name="Position">Where the name stands.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The expression; null for a parameter without a default.</param>
internal sealed record Assignment(int Position, string Name, Expression? Value);

/// <summary>Reads lists of arguments in text, such as <c>Stride = Stride, Pad = 2 * Dilation</c>.</summary>
internal static class Assignments
{
    /// <summary>All of a list; empty where an error says why.</summary>
    public static IReadOnlyList<Assignment> ReadList(string text, out TextError? error)
    {
        var tokens = new ExpressionTokens(text);
        List<Assignment> assignments = [];
        do
        {
            if (Next(tokens, required: true) is { } assignment) assignments.Add(assignment);
        }
        while (tokens.Take(","));
        error = Ended(tokens);
        return error is null ? assignments : [];
    }

    /// <summary>A parameter, such as <c>Width</c> or <c>Stride = 1</c>; null where an error says why.</summary>
    public static Assignment? ReadParameter(string text, out TextError? error)
    {
        var tokens = new ExpressionTokens(text);
        Assignment? parameter = Next(tokens, required: false);
        error = Ended(tokens);
        return error is null ? parameter : null;
    }

    private static Assignment? Next(ExpressionTokens tokens, bool required)
    {
        int position = tokens.Position;
        if (!tokens.IsName)
        {
            tokens.Fail(position, "a name is missing");
            return null;
        }

        string name = tokens.Current;
        tokens.Advance();
        if (!required && tokens.Current.Length == 0) return new Assignment(position, name, null);
        if (!tokens.Take("="))
        {
            tokens.Fail(tokens.Position, "a '=' must follow '" + TextError.Shown(name) + "'");
            return null;
        }

        return new ExpressionParser(tokens).Expression() is { } value ? new Assignment(position, name, value) : null;
    }

    private static TextError? Ended(ExpressionTokens tokens)
    {
        if (tokens.Current.Length > 0) tokens.Fail(tokens.Position, "a ',' must stand before '" + TextError.Shown(tokens.Current) + "'");
        return tokens.Error;
    }
}
