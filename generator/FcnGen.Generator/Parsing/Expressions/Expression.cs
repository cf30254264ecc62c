using System.Collections.Generic;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>An expression of a block's parameters, as it was read from the text of an argument.</summary>
/// <param name="Position">Where it stands in the text, from 0.</param>
internal abstract record Expression(int Position)
{
    /// <summary>The names that it reads, in order.</summary>
    public IEnumerable<NameExpression> Names()
    {
        if (this is NameExpression name) yield return name;
        if (this is not OperationExpression operation) yield break;
        foreach (Expression operand in operation.Operands)
            foreach (NameExpression inner in operand.Names()) yield return inner;
    }
}

/// <summary>A number.</summary>
internal sealed record NumberExpression(int Position, Rational Value) : Expression(Position);

/// <summary>A parameter.</summary>
internal sealed record NameExpression(int Position, string Name) : Expression(Position);

/// <summary>An operator or a function with what it is applied to.</summary>
internal sealed record OperationExpression(int Position, Operator Operator, IReadOnlyList<Expression> Operands) : Expression(Position);

/// <summary>What expressions are made with, as in C#.</summary>
internal enum Operator
{
    /// <summary>The sign.</summary>
    Negate,

    /// <summary>1 of 0, 0 of all else.</summary>
    Not,

    Multiply,

    /// <summary>Exact: 1 / 3 is a third.</summary>
    Divide,

    /// <summary>Of whole numbers, with the sign of the first.</summary>
    Remainder,

    Add,

    Subtract,

    Less,

    LessOrEqual,

    Greater,

    GreaterOrEqual,

    Equal,

    NotEqual,

    /// <summary>Leaves the second alone where the first is 0.</summary>
    And,

    /// <summary>Leaves the second alone where the first is not 0.</summary>
    Or,

    /// <summary>Of three, evaluates the first and one of the others.</summary>
    Conditional,

    Min,

    Max,

    /// <summary>The whole number at or below.</summary>
    Floor,
}

/// <summary>What is wrong with a text.</summary>
/// <param name="Position">Where, from 0.</param>
/// <param name="Message">What, as a clause.</param>
internal sealed record TextError(int Position, string Message)
{
    /// <summary><c>at character 5 of 'Width *', an expression ends too early</c>.</summary>
    public string In(string text) => "at character " + Model.Words.Int(Position + 1) + " of '" + Shown(text) + "', " + Message;

    /// <summary>A text in a message: on one line and not longer than one.</summary>
    public static string Shown(string text)
    {
        const int most = 80;
        var shown = new System.Text.StringBuilder();
        foreach (char c in text.Length <= most ? text : text.Substring(0, most) + "…") shown.Append(char.IsControl(c) ? ' ' : c);
        return shown.ToString();
    }
}
