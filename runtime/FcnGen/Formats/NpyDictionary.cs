using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace FcnGen.Formats;

/// <summary>
/// Parses the dictionary in the header of a NumPy array file, such as <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.
/// Of Python's literals only those that stand there are known.
/// </summary>
/// <param name="text">The header.</param>
/// <param name="maxDimensions">Longer shapes are refused.</param>
internal sealed class NpyDictionary(string text, int maxDimensions)
{
    private int _at;

    /// <summary>Parses it all: the three entries in any order, each once, and blanks after them.</summary>
    /// <exception cref="InvalidDataException">It is not such a dictionary; the message is the reason.</exception>
    public (string Type, bool FortranOrder, List<long> Shape) Parse()
    {
        string? type = null;
        bool? fortranOrder = null;
        List<long>? shape = null;
        Expect('{');
        while (!Take('}'))
        {
            string key = Text("a key");
            Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = Peek() == '[' ? throw new InvalidDataException("its values are records with fields; arrays of plain numbers are read") : Text("a type");
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Tuple();
                    break;
                default:
                    throw Wrong($"\"{key}\" where descr, fortran_order and shape are expected, each once");
            }

            if (!Take(',') && Peek() != '}') throw Wrong($"{Found()} where a comma or }} is expected");
        }

        Peek();
        if (_at < text.Length) throw Wrong($"{Found()} after the end");
        if (type is null || fortranOrder is null || shape is null) throw Wrong("not all of descr, fortran_order and shape");
        return (type, fortranOrder.Value, shape);
    }

    private List<long> Tuple()
    {
        var extents = new List<long>();
        bool isTuple = true;
        Expect('(');
        while (!Take(')'))
        {
            if (extents.Count == maxDimensions) throw new InvalidDataException($"its shape has more than {maxDimensions} dimensions");
            extents.Add(Extent());
            isTuple = Take(',');
            if (!isTuple && Peek() != ')') throw Wrong($"{Found()} where a comma or ) is expected");
        }

        // (3) is a number in Python.
        return extents.Count != 1 || isTuple ? extents : throw Wrong($"({extents[0]}) where a tuple is expected");
    }

    private long Extent()
    {
        if (Peek() == '-') throw new InvalidDataException("its shape has a negative extent");
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        if (_at == start) throw Wrong($"{Found()} where an extent is expected");
        if (!long.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out long extent))
            throw new InvalidDataException("its shape has an extent that is larger than any file");
        // Python 2 marked its long integers.
        if (_at < text.Length && text[_at] == 'L') _at++;
        return extent;
    }

    private bool Truth()
    {
        Peek();
        foreach (bool value in new[] { true, false })
        {
            string word = value ? "True" : "False";
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0) continue;
            _at += word.Length;
            return value;
        }

        throw Wrong($"{Found()} where True or False is expected");
    }

    // No type of plain numbers needs an escape.
    private string Text(string what)
    {
        char quote = Peek();
        if (quote is not ('\'' or '"')) throw Wrong($"{Found()} where {what} is expected");
        int end = text.IndexOf(quote, _at + 1);
        if (end < 0) throw Wrong($"no end of {what}");
        string value = text[(_at + 1)..end];
        if (value.Length > 32 || value.AsSpan().ContainsAnyExceptInRange(' ', '~') || value.Contains('\\')) throw Wrong($"{what} of unusual characters or length");
        _at = end + 1;
        return value;
    }

    private void Expect(char expected)
    {
        if (!Take(expected)) throw Wrong($"{Found()} where {expected} is expected");
    }

    private bool Take(char wanted)
    {
        if (Peek() != wanted || _at == text.Length) return false;
        _at++;
        return true;
    }

    /// <summary>The next character that is no blank; NUL at the end.</summary>
    private char Peek()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
        return _at < text.Length ? text[_at] : '\0';
    }

    private string Found() => _at == text.Length ? "the end"
        : text[_at] is > ' ' and <= '~' ? text[_at].ToString()
        : FormattableString.Invariant($"the byte {(int)text[_at]:X2}");

    private static InvalidDataException Wrong(string found) => new($"its header is not as the format says: it has {found}");
}
