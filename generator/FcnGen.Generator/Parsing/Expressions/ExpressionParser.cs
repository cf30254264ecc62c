using System.Collections.Generic;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>
/// Reads expressions by the precedences of C#: numbers, names, <c>+ - * / %</c>, comparisons, <c>&amp;&amp; || !</c>, <c>?:</c>, parentheses,
/// <c>min</c>, <c>max</c>, <c>floor</c>, <c>true</c> and <c>false</c>. How deep they nest is bounded, so that no text exhausts the stack.
/// </summary>
/// <param name="tokens">The text.</param>
internal sealed class ExpressionParser(ExpressionTokens tokens)
{
    private const int Deepest = 64;

    private static readonly Dictionary<string, (int Level, Operator Operator)> s_binary = new()
    {
        ["||"] = (1, Operator.Or), ["&&"] = (2, Operator.And), ["=="] = (3, Operator.Equal), ["!="] = (3, Operator.NotEqual),
        ["<"] = (4, Operator.Less), ["<="] = (4, Operator.LessOrEqual), [">"] = (4, Operator.Greater), [">="] = (4, Operator.GreaterOrEqual),
        ["+"] = (5, Operator.Add), ["-"] = (5, Operator.Subtract), ["*"] = (6, Operator.Multiply), ["/"] = (6, Operator.Divide),
        ["%"] = (6, Operator.Remainder),
    };

    private static readonly Dictionary<string, (Operator Operator, int Operands)> s_functions = new()
    {
        ["min"] = (Operator.Min, 2), ["max"] = (Operator.Max, 2), ["floor"] = (Operator.Floor, 1),
    };

    private int _depth;

    /// <summary>True for a word that means something in every expression, and so names no parameter.</summary>
    public static bool IsReserved(string name) => name is "true" or "false" || s_functions.ContainsKey(name);

    /// <summary>Reads a text that is one expression; null where an error says why not.</summary>
    public static Expression? Read(string text, out TextError? error)
    {
        var tokens = new ExpressionTokens(text);
        Expression? expression = new ExpressionParser(tokens).Expression();
        if (tokens.Current.Length > 0) tokens.Fail(tokens.Position, "'" + TextError.Shown(tokens.Current) + "' goes on where the expression has ended");
        error = tokens.Error;
        return error is null ? expression : null;
    }

    /// <summary>Reads an expression as far as it goes; null where the tokens have an error.</summary>
    public Expression? Expression()
    {
        if (!Deeper()) return null;
        int position = tokens.Position;
        Expression? first = Binary(1);
        if (first is not null && tokens.Take("?"))
            first = Expression() is { } then && Expect(":") && Expression() is { } otherwise
                ? new OperationExpression(position, Operator.Conditional, [first, then, otherwise]) : null;
        _depth--;
        return first;
    }

    /// <summary>Operators of this level and of those that bind more.</summary>
    private Expression? Binary(int level)
    {
        Expression? left = Unary();
        while (left is not null && s_binary.TryGetValue(tokens.Current, out (int Level, Operator Operator) found) && found.Level >= level)
        {
            int position = tokens.Position;
            tokens.Advance();
            left = Binary(found.Level + 1) is { } right ? new OperationExpression(position, found.Operator, [left, right]) : null;
        }

        return left;
    }

    private Expression? Unary()
    {
        int position = tokens.Position;
        if (tokens.Current is not ("-" or "!" or "+")) return Primary();
        string sign = tokens.Current;
        tokens.Advance();
        if (!Deeper()) return null;
        Expression? operand = Unary();
        _depth--;
        return operand is null || sign == "+" ? operand : new OperationExpression(position, sign == "-" ? Operator.Negate : Operator.Not, [operand]);
    }

    private Expression? Primary()
    {
        int position = tokens.Position;
        if (tokens.IsNumber)
        {
            if (tokens.Number() is not { } value) return null;
            tokens.Advance();
            return new NumberExpression(position, value);
        }

        if (tokens.Take("(")) return Expression() is { } inner && Expect(")") ? inner : null;
        if (!tokens.IsName)
        {
            tokens.Fail(position, tokens.Current.Length == 0 ? "a number or a name is missing" : "a number or a name must stand instead of '" + tokens.Current + "'");
            return null;
        }

        string name = tokens.Current;
        tokens.Advance();
        return s_functions.TryGetValue(name, out (Operator Operator, int Operands) function) ? Call(position, name, function.Operator, function.Operands)
            : name is "true" or "false" ? new NumberExpression(position, name == "true" ? 1 : 0)
            : new NameExpression(position, name);
    }

    private OperationExpression? Call(int position, string name, Operator function, int count)
    {
        if (!Expect("(")) return null;
        List<Expression> operands = [];
        do
        {
            if (Expression() is not { } operand) return null;
            operands.Add(operand);
        }
        while (tokens.Take(","));
        if (!Expect(")")) return null;
        if (operands.Count == count) return new OperationExpression(position, function, operands);
        tokens.Fail(position, name + " takes " + Model.Words.Count(count, "number") + " and is given " + Model.Words.Int(operands.Count));
        return null;
    }

    private bool Expect(string token)
    {
        if (tokens.Take(token)) return true;
        tokens.Fail(tokens.Position, "a '" + token + "' is missing");
        return false;
    }

    private bool Deeper()
    {
        if (++_depth <= Deepest) return true;
        tokens.Fail(tokens.Position, "the expression nests deeper than " + Model.Words.Int(Deepest) + " levels");
        return false;
    }
}
