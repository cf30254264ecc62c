using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Reads classes from lines: names, numbers and colours in the orders that tools write. The first line says which; all others are like
/// it, so that a name that happens to begin with a number stays a name.
/// </summary>
internal static class ClassTableText
{
    private const string Forms = "\"road\", \"3 road\", \"128 64 128 road\", \"road,128,64,128\", \"3,road,128,64,128\" or \"road:128,64,128\"";

    /// <summary>The classes of the lines that are neither empty nor comments (<c>#</c>).</summary>
    public static List<ClassEntry> Read(IReadOnlyList<string> lines, string source)
    {
        (int Number, string Text)[] used = [.. lines.Select((line, i) => (i + 1, line.Trim())).Where(line => line.Item2.Length > 0 && !IsComment(line.Item2))];
        if (used.Length == 0) return [];
        // A name may hold a comma where blanks or tabs separate, so the first line decides this too.
        string first = WithoutColons(used[0].Text);
        char separator = first.Contains('\t') ? '\t' : first.Contains(';') ? ';' : first.Contains(',') ? ',' : ' ';
        string[]? head = Head(used[0].Text, separator);
        var entries = new List<ClassEntry>();
        Shape shape = head is null ? Shape.Of(Filled(used[0].Text, separator)) : default;
        foreach ((int number, string text) in used.Skip(head is null ? 0 : 1))
        {
            ClassEntry? entry = head is null ? shape.Read(Filled(text, separator), text, entries.Count) : ByHead(head, Cells(text, separator), entries.Count);
            entries.Add(entry ?? throw new ClassTableException(
                $"{source}, line {number}: \"{text}\" is not a class like those of the first line. A class is written as {Forms}; numbers are 0 to 255."));
        }

        return entries;
    }

    // "#804080 road" is a colour, "# a comment" is not.
    private static bool IsComment(string line) => line[0] == '#' && Hex(line.Split([' ', '\t', ',', ';'])[0]) is null;

    private static List<string> Filled(string line, char separator) => [.. Cells(line, separator).Where(cell => cell.Length > 0)];

    /// <summary>The values of a line: between commas, semicolons or tabs, else between blanks.</summary>
    private static List<string> Cells(string line, char separator)
    {
        line = WithoutColons(line);
        var cells = new List<string>();
        foreach (string cell in Split(line, separator))
        {
            string value = cell.Trim().Trim('"');
            cells.AddRange(Hex(value) ?? (separator == ' ' ? null : Triple(value)) ?? [value]);
        }

        return cells;
    }

    private static string[]? Head(string line, char separator)
    {
        string[] cells = [.. Cells(line, separator).Select(cell => cell.ToLowerInvariant())];
        string[] columns = [.. cells.Select(Column)];
        return cells.Length > 1 && columns.Contains("name") && columns.Any(column => column is "r" or "id" or "color") ? columns : null;
    }

    private static string Column(string title) => title switch
    {
        "name" or "class" or "class_name" or "category" => "name",
        "id" or "index" or "idx" or "number" or "value" or "label" or "class_id" => "id",
        "r" or "red" => "r",
        "g" or "green" => "g",
        "b" or "blue" => "b",
        "color" or "colour" or "rgb" or "hex" => "color",
        _ => "",
    };

    private static ClassEntry? ByHead(string[] head, List<string> cells, int place)
    {
        // A colour in one cell has become three.
        string[] columns = [.. head.SelectMany(column => column == "color" ? (string[])["r", "g", "b"] : [column])];
        if (cells.Count < columns.Length) return null;
        string? Cell(string column) => Array.IndexOf(columns, column) is >= 0 and var at ? cells[at] : null;
        Rgb? color = null;
        if (Cell("r") is { } red)
        {
            if (!Number(red, out byte r) || !Number(Cell("g"), out byte g) || !Number(Cell("b"), out byte b)) return null;
            color = new Rgb(r, g, b);
        }

        byte label = (byte)place;
        if (Cell("id") is { } id ? !Number(id, out label) : place > 255) return null;
        return new ClassEntry(label, Cell("name")!, color);
    }

    private static bool Number(string? text, out byte value) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static List<string> Split(string line, char separator)
    {
        var parts = new List<string>();
        bool quoted = false;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (quoted || !(separator == ' ' ? char.IsWhiteSpace(line[i]) : line[i] == separator))) continue;
            parts.Add(line[start..i]);
            start = i + 1;
        }

        return parts;
    }

    /// <summary>"road:128,64,128::" of CVAT becomes "road,128,64,128", and "3: road" becomes "3 road".</summary>
    private static string WithoutColons(string line)
    {
        string[] parts = line.Split(':');
        if (parts.Length < 2 || parts[0].Length == 0) return line;
        if (!Number(parts[0].Trim(), out _)) return Triple(parts[1]) is { } color ? $"{parts[0]},{string.Join(',', color)}" : line;
        return $"{parts[0].Trim()} {string.Join(':', parts.Skip(1)).Trim()}";
    }

    private static string[]? Hex(string text) =>
        text.StartsWith('#') && Rgb.TryParseHex(text.AsSpan(1), out Rgb color)
            ? [.. new[] { color.Red, color.Green, color.Blue }.Select(part => part.ToString(CultureInfo.InvariantCulture))]
            : null;

    private static string[]? Triple(string text)
    {
        string[] parts = text.Trim().Trim('(', ')').Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 && parts.All(part => Number(part, out _)) ? parts : null;
    }

    /// <summary>Where numbers stand in a line: <paramref name="Before"/> its name and <paramref name="After"/> it.</summary>
    private readonly record struct Shape(int Before, int After)
    {
        public static Shape Of(List<string> cells)
        {
            int before = cells.TakeWhile(cell => Number(cell, out _)).Count();
            int after = before == cells.Count ? 0 : cells.AsEnumerable().Reverse().TakeWhile(cell => Number(cell, out _)).Count();
            // "zone 1" is a name.
            return (before, after) switch
            {
                (1 or 3 or 4, _) => new Shape(before, before == 1 && after >= 3 ? 3 : 0),
                (0, 3) => new Shape(0, 3),
                // A number or alpha beside the colour: which is which, nothing says.
                (0, > 3) => new Shape(-1, -1),
                _ => default,
            };
        }

        public ClassEntry? Read(List<string> cells, string line, int place)
        {
            if (Before < 0 || cells.Count < Before + After || place > 255) return null;
            var numbers = new List<byte>();
            foreach (string cell in cells.Take(Before).Concat(cells.TakeLast(After)))
            {
                if (!Number(cell, out byte value)) return null;
                numbers.Add(value);
            }

            string name = this == default ? line.Trim('"') : string.Join(' ', cells.Skip(Before).Take(cells.Count - Before - After));
            Rgb? color = numbers.Count >= 3 ? new Rgb(numbers[^3], numbers[^2], numbers[^1]) : null;
            return new ClassEntry(numbers.Count is 1 or 4 ? numbers[0] : (byte)place, name, color);
        }
    }
}
