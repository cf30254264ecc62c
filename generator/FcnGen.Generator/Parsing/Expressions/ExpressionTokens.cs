using System;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>Splits the text of an argument into numbers, names and signs.</summary>
internal sealed class ExpressionTokens
{
    /// <summary>The token after the last one.</summary>
    public const string End = "";

    private const int Most = 512;

    private static readonly string[] s_pairs = ["==", "!=", "<=", ">=", "&&", "||"];

    private readonly string _text;
    private int _next, _count;

    public ExpressionTokens(string text)
    {
        _text = text;
        Advance();
    }

    /// <summary>The token at hand: a number or a name as it is written, a sign, or <see cref="End"/>.</summary>
    public string Current { get; private set; } = End;

    /// <summary>Where it starts.</summary>
    public int Position { get; private set; }

    /// <summary>What is wrong, once something is; the token is then <see cref="End"/>.</summary>
    public TextError? Error { get; private set; }

    public bool IsName => Current.Length > 0 && IsNameStart(Current[0]);

    public bool IsNumber => Current.Length > 0 && (IsDigit(Current[0]) || Current.Length > 1 && Current[0] == '.');

    /// <summary>Goes on to the next token.</summary>
    public void Advance()
    {
        while (_next < _text.Length && char.IsWhiteSpace(_text[_next])) _next++;
        Position = _next;
        Current = End;
        if (Error is not null || _next == _text.Length) return;
        if (++_count > Most)
        {
            Fail(Position, "there are more than " + Model.Words.Int(Most) + " numbers, names and signs, which no argument needs");
            return;
        }

        char first = _text[_next];
        int length = IsNameStart(first) ? Length(static c => IsNameStart(c) || IsDigit(c))
            : IsDigit(first) || first == '.' && _next + 1 < _text.Length && IsDigit(_text[_next + 1]) ? NumberLength()
            : Array.Exists(s_pairs, pair => string.CompareOrdinal(_text, _next, pair, 0, 2) == 0) ? 2
            : "+-*/%<>!?:(),=".IndexOf(first) >= 0 ? 1 : 0;
        if (length == 0)
        {
            Fail(Position, "'" + (char.IsControl(first) ? ' ' : first) + "' is no part of an expression");
            return;
        }

        Current = _text.Substring(_next, length);
        _next += length;
    }

    /// <summary>Takes the token if it is this one.</summary>
    public bool Take(string token)
    {
        if (Current != token) return false;
        Advance();
        return true;
    }

    /// <summary>Notes the first thing that is wrong, after which there are no more tokens.</summary>
    public void Fail(int position, string message)
    {
        Error ??= new TextError(position, message);
        Current = End;
        _next = _text.Length;
    }

    /// <summary>The value of the number at hand; null, with an error, where it has too many digits.</summary>
    public Rational? Number()
    {
        try
        {
            int exponent = Current.IndexOfAny(['e', 'E']), point = Current.IndexOf('.');
            string digits = exponent < 0 ? Current : Current.Substring(0, exponent);
            int scale = exponent < 0 ? 0 : int.Parse(Current.Substring(exponent + 1), System.Globalization.CultureInfo.InvariantCulture);
            if (point >= 0) scale -= digits.Length - point - 1;
            long value = long.Parse(digits.Replace(".", ""), System.Globalization.CultureInfo.InvariantCulture);
            long power = 1;
            if (value != 0)
                for (int i = Math.Abs(scale); i > 0; i--) power = checked(power * 10);
            return scale < 0 ? new Rational(value, power) : new Rational(checked(value * power));
        }
        catch (OverflowException)
        {
            Fail(Position, "'" + TextError.Shown(Current) + "' has more digits than can be computed with");
            return null;
        }
    }

    private int NumberLength()
    {
        int end = _next;
        while (end < _text.Length && IsDigit(_text[end])) end++;
        if (end < _text.Length && _text[end] == '.')
            for (end++; end < _text.Length && IsDigit(_text[end]);) end++;
        if (end == _text.Length || _text[end] is not ('e' or 'E')) return end - _next;

        int exponent = end + 1;
        if (exponent < _text.Length && _text[exponent] is '+' or '-') exponent++;
        if (exponent == _text.Length || !IsDigit(_text[exponent])) return end - _next;
        while (exponent < _text.Length && IsDigit(_text[exponent])) exponent++;
        return exponent - _next;
    }

    private int Length(Func<char, bool> belongs)
    {
        int end = _next;
        while (end < _text.Length && belongs(_text[end])) end++;
        return end - _next;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
