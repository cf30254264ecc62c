using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Parsing;
using FcnGen.Geometry;

namespace FcnGen.Generator.Tests.Blocks;

/// <summary>Expressions in text: values against those of C# and of a plain evaluation, errors with their places, and no exception whatever the text.</summary>
public class ExpressionTests
{
    private static readonly Dictionary<string, Rational> s_values = new() { ["Width"] = 64, ["Stride"] = 2, ["Zero"] = 0, ["Big"] = long.MaxValue };

    [Theory]
    [InlineData("4 * Width", "256")]
    [InlineData("1 + 2 * 3 - 4", "3")]
    [InlineData("(1 + 2) * (3 - 4)", "-3")]
    [InlineData("7 / 2", "7/2")]
    [InlineData("floor(7 / 2)", "3")]
    [InlineData("floor(-7 / 2)", "-4")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("2 - 3 - 4", "-5")]
    [InlineData("64 / 4 / 2", "8")]
    [InlineData("0.1 + 0.2 == 0.3", "1")]
    [InlineData("1e-4 * 10000", "1")]
    [InlineData("2.5E2", "250")]
    [InlineData(".5", "1/2")]
    [InlineData("Width > 32 && Stride != 1", "1")]
    [InlineData("Width < 32 || Stride == 1", "0")]
    [InlineData("Zero != 0 && 1 / Zero > 1", "0")]
    [InlineData("Zero == 0 || 1 / Zero > 1", "1")]
    [InlineData("Zero == 0 ? 5 : 1 / Zero", "5")]
    [InlineData("true ? 1 : false ? 2 : 3", "1")]
    [InlineData("false ? 1 : false ? 2 : 3", "3")]
    [InlineData("!Zero + !Width", "1")]
    [InlineData("--3 - -+2", "5")]
    [InlineData("min(Width, max(8, Stride))", "8")]
    [InlineData("1 < 2 == 2 > 1", "1")]
    [InlineData("1 + 1 < 3", "1")]
    public void Expression_has_its_value(string text, string expected)
    {
        Expression? expression = ExpressionParser.Read(text, out TextError? error);
        Assert.Null(error);
        Assert.Equal(expected, ExpressionValue.Of(expression!, s_values, out error).ToString());
        Assert.Null(error);
    }

    [Theory]
    [InlineData("", "at character 1 of '', a number or a name is missing")]
    [InlineData("Width *", "at character 8 of 'Width *', a number or a name is missing")]
    [InlineData("(Width", "at character 7 of '(Width', a ')' is missing")]
    [InlineData("Width)", "at character 6 of 'Width)', ')' goes on where the expression has ended")]
    [InlineData("1 ? 2", "at character 6 of '1 ? 2', a ':' is missing")]
    [InlineData("4 $ 2", "at character 3 of '4 $ 2', '$' is no part of an expression")]
    [InlineData("* 2", "at character 1 of '* 2', a number or a name must stand instead of '*'")]
    [InlineData("min(1)", "at character 1 of 'min(1)', min takes 2 numbers and is given 1")]
    [InlineData("max 1", "at character 5 of 'max 1', a '(' is missing")]
    [InlineData("99999999999999999999", "at character 1 of '99999999999999999999', '99999999999999999999' has more digits than can be computed with")]
    [InlineData("1e99999999999", "at character 1 of '1e99999999999', '1e99999999999' has more digits than can be computed with")]
    [InlineData("Width = 2", "at character 7 of 'Width = 2', '=' goes on where the expression has ended")]
    public void Text_that_is_none_is_an_error_with_its_place(string text, string expected)
    {
        Assert.Null(ExpressionParser.Read(text, out TextError? error));
        Assert.Equal(expected, error!.In(text));
    }

    [Theory]
    [InlineData("Width / (Stride - 2)", "at character 7 of 'Width / (Stride - 2)', the divisor is 0")]
    [InlineData("1 + Width % Zero", "at character 11 of '1 + Width % Zero', the divisor is 0")]
    [InlineData("1 / 2 % 2", "at character 7 of '1 / 2 % 2', % takes whole numbers, and these are 1/2 and 2")]
    [InlineData("1 + Big * Big", "at character 9 of '1 + Big * Big', the result has more digits than can be computed with")]
    [InlineData("Big + 1", "at character 5 of 'Big + 1', the result has more digits than can be computed with")]
    [InlineData("Big / 3 < Big / 5", "at character 9 of 'Big / 3 < Big / 5', the result has more digits than can be computed with")]
    public void Value_that_is_none_is_an_error_with_its_place(string text, string expected)
    {
        Expression expression = ExpressionParser.Read(text, out _)!;
        Assert.Null(ExpressionValue.Of(expression, s_values, out TextError? error));
        Assert.Equal(expected, error!.In(text));
    }

    public static TheoryData<string, string> Monsters => new()
    {
        { "parentheses", new string('(', 100_000) },
        { "balanced parentheses", new string('(', 100_000) + "1" + new string(')', 100_000) },
        { "signs", new string('-', 100_000) + "1" },
        { "nots", new string('!', 100_000) + "1" },
        { "sum", string.Join("+", Enumerable.Repeat("1", 100_000)) },
        { "conditions", string.Concat(Enumerable.Repeat("1?", 100_000)) + "1" },
        { "calls", string.Concat(Enumerable.Repeat("max(1,", 100_000)) },
        { "right to left", string.Concat(Enumerable.Repeat("1||1&&1==1<1+1*(", 10_000)) },
        { "name", new string('a', 1_000_000) },
        { "digits", new string('1', 1_000_000) },
        { "fraction", "0." + new string('1', 1_000_000) },
        { "exponent", "1e-" + new string('9', 1_000_000) },
    };

    /// <summary>On a thread with little stack, as editors have them.</summary>
    [Theory]
    [MemberData(nameof(Monsters))]
    public void No_text_is_too_long_or_too_deep(string what, string text)
    {
        var thread = new System.Threading.Thread(
            () =>
            {
                Expression? expression = ExpressionParser.Read(text, out TextError? error);
                Assert.True(error is not null || expression is NameExpression, what);
                if (error is not null) Assert.InRange(error.In(text).Length, 1, 400);
            },
            256 * 1024);
        thread.Start();
        thread.Join();
    }

    /// <summary>The longest chain that is accepted is also evaluated on a small stack.</summary>
    [Fact]
    public void What_is_accepted_can_be_evaluated()
    {
        string text = string.Join("+", Enumerable.Repeat("1", 256));
        Rational? value = null;
        var thread = new System.Threading.Thread(() => value = ExpressionValue.Of(ExpressionParser.Read(text, out _)!, s_values, out _), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(256, value);
    }

    /// <summary>Random expressions, each with its value computed beside by plain doubles.</summary>
    [Fact]
    public void Random_expressions_agree_with_plain_arithmetic()
    {
        var random = new Random(10);
        for (int i = 0; i < 2000; i++)
        {
            (string text, double expected) = Expression(random, 4);
            Rational? value = ExpressionValue.Of(ExpressionParser.Read(text, out TextError? error)!, s_values, out TextError? none);
            Assert.Null(error);
            if (double.IsNaN(expected) || double.IsInfinity(expected)) Assert.NotNull(none);
            else if (none is null) Assert.Equal(expected, value!.Value.ToDouble(), 1e-6 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void Random_text_never_throws()
    {
        var random = new Random(11);
        string[] pieces = ["1", "2.5", "Width", "Zero", "(", ")", "+", "-", "*", "/", "%", "<", "<=", "==", "&&", "||", "!", "?", ":", ",", "=", "min", "floor(", " ", "é", "\n", "{", "}", "\ud800", "\0"];
        for (int i = 0; i < 5000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            Expression? expression = ExpressionParser.Read(text, out TextError? error);
            Assert.Equal(expression is null, error is not null);
            if (expression is not null) ExpressionValue.Of(expression, s_values, out _);
            Assignments.ReadList(text, out _);
            Assignments.ReadParameter(text, out _);
            NameTemplate.Read(text, out _)?.Name(s_values, out _);
        }
    }

    [Fact]
    public void Lists_and_templates_are_read()
    {
        IReadOnlyList<Assignment> list = Assignments.ReadList("Stride = max(1, 2), Pad = Width", out TextError? error);
        Assert.Null(error);
        Assert.Equal(["Stride", "Pad"], list.Select(assignment => assignment.Name));
        Assert.Equal("denselayer64x2.", NameTemplate.Read("denselayer{Width}x{Stride}.", out _)!.Name(s_values, out _));
        NameTemplate.Read("a{Width", out error);
        Assert.Equal("at character 2 of 'a{Width', the '}' of this '{' is missing", error!.In("a{Width"));
        NameTemplate.Read("ab{Width +}", out error);
        Assert.Equal(10, error!.Position);
        NameTemplate.Read("ab{1 / Zero}", out _)!.Name(s_values, out error);
        Assert.Equal(5, error!.Position);
        Assert.Empty(Assignments.ReadList("Stride", out error));
        Assert.Equal("at character 7 of 'Stride', a '=' must follow 'Stride'", error!.In("Stride"));
        Assert.Empty(Assignments.ReadList("Stride = 1 Pad = 2", out error));
        Assert.Equal("at character 12 of 'Stride = 1 Pad = 2', a ',' must stand before 'Pad'", error!.In("Stride = 1 Pad = 2"));
    }

    private static (string Text, double Value) Expression(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0)
        {
            int number = random.Next(10);
            return random.Next(3) == 0 ? ("Stride", 2) : (number.ToString(System.Globalization.CultureInfo.InvariantCulture), number);
        }

        (string a, double x) = Expression(random, depth - 1);
        (string b, double y) = Expression(random, depth - 1);
        return random.Next(8) switch
        {
            0 => ($"({a} + {b})", x + y),
            1 => ($"({a} - {b})", x - y),
            2 => ($"({a} * {b})", x * y),
            3 => ($"({a} / {b})", y == 0 ? double.NaN : x / y),
            4 => ($"({a} < {b})", double.IsNaN(x) || double.IsNaN(y) ? double.NaN : x < y ? 1 : 0),
            5 => ($"min({a}, {b})", double.IsNaN(x) || double.IsNaN(y) ? double.NaN : Math.Min(x, y)),
            6 => ($"-{a}", -x),
            _ => ($"max({a}, {b})", double.IsNaN(x) || double.IsNaN(y) ? double.NaN : Math.Max(x, y)),
        };
    }
}
