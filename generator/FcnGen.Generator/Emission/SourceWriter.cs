using System;
using System.Collections.Generic;
using System.Text;

namespace FcnGen.Generator.Emission;

/// <summary>Writes indented text with <c>\n</c> line ends, whatever the machine.</summary>
internal sealed class SourceWriter
{
    private const int Width = 140;

    private static readonly string GeneratedCode =
        "[global::System.CodeDom.Compiler.GeneratedCode(\"FcnGen\", \"" + typeof(SourceWriter).Assembly.GetName().Version.ToString(3) + "\")]";

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>A line; empty lines carry no indentation.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0) _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
    }

    /// <summary>Marks the member that follows as generated, for tools that measure or judge what people write.</summary>
    public void Generated() => Line(GeneratedCode);

    /// <summary>A line, then an indented block in braces until the result is disposed.</summary>
    public Block Braces(string header)
    {
        if (header.Length > 0) Line(header);
        Line("{");
        _depth++;
        return new Block(this, "}");
    }

    /// <summary>A call: on one line where it fits, else its arguments on the next.</summary>
    /// <param name="open">All up to the parenthesis.</param>
    /// <param name="arguments">The arguments.</param>
    public void Call(string open, IEnumerable<string> arguments)
    {
        string list = string.Join(", ", arguments);
        if (4 * _depth + open.Length + list.Length + 3 <= Width)
        {
            Line(open + "(" + list + ");");
            return;
        }

        Line(open + "(");
        using (Indent()) Line(list + ");");
    }

    /// <summary>A list in braces: on one line where it fits, else one block of filled lines.</summary>
    /// <param name="open">What stands before the brace.</param>
    /// <param name="items">The elements.</param>
    public void List(string open, IEnumerable<string> items)
    {
        string[] all = [.. items];
        string line = open + " { " + string.Join(", ", all) + " },";
        if (4 * _depth + line.Length <= Width)
        {
            Line(line);
            return;
        }

        Line(open);
        Line("{");
        using (Indent())
        {
            var filled = new StringBuilder();
            foreach (string item in all)
            {
                if (filled.Length > 0 && 4 * _depth + filled.Length + item.Length + 2 > Width)
                {
                    Line(filled.ToString().TrimEnd());
                    filled.Clear();
                }

                filled.Append(item).Append(", ");
            }

            Line(filled.ToString().TrimEnd());
        }

        Line("},");
    }

    /// <summary>An indented continuation until the result is disposed.</summary>
    public Block Indent()
    {
        _depth++;
        return new Block(this, null);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Block(SourceWriter writer, string? closing) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (closing is not null) writer.Line(closing);
        }
    }
}
