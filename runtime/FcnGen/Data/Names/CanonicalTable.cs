using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace FcnGen;

/// <summary>The canonical decompositions of Unicode, read from the embedded <c>canonical.txt</c> when a name first needs them.</summary>
internal static class CanonicalTable
{
    static CanonicalTable()
    {
        using Stream stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream("FcnGen.canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) AddParts(line, equals);
            else AddClasses(line);
        }
    }

    /// <summary>What a code point is made of; the second part is 0 where it merely stands for another.</summary>
    public static Dictionary<int, (int First, int Second)> Parts { get; } = [];

    /// <summary>The code point that two compose to.</summary>
    public static Dictionary<(int First, int Second), int> Pairs { get; } = [];

    /// <summary>Combining classes other than 0.</summary>
    public static Dictionary<int, int> Classes { get; } = [];

    private static void AddParts(string line, int equals)
    {
        bool excluded = line.EndsWith('!');
        int end = excluded ? line.Length - 1 : line.Length, blank = line.IndexOf(' ', StringComparison.Ordinal);
        int point = Hex(line.AsSpan(0, equals)), first = Hex(line.AsSpan(equals + 1, (blank < 0 ? end : blank) - equals - 1));
        int second = blank < 0 ? 0 : Hex(line.AsSpan(blank + 1, end - blank - 1));
        Parts.Add(point, (first, second));
        if (!excluded) Pairs.Add((first, second), point);
    }

    private static void AddClasses(string line)
    {
        int dash = line.IndexOf('-', StringComparison.Ordinal), colon = line.IndexOf(':', StringComparison.Ordinal);
        int last = Hex(line.AsSpan(dash + 1, colon - dash - 1)), kind = int.Parse(line.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        for (int point = Hex(line.AsSpan(0, dash)); point <= last; point++) Classes.Add(point, kind);
    }

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
