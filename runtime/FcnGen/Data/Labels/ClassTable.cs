using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>A class as a file describes it.</summary>
/// <param name="Label">Its number.</param>
/// <param name="Name">Its name; empty if the file gives none.</param>
/// <param name="Color">Its colour; null if the file gives none.</param>
public sealed record ClassEntry(byte Label, string Name, Rgb? Color)
{
    private static readonly string[] VoidNames = ["void", "ignore", "ignored", "unlabelled", "unlabeled"];

    /// <summary>True for a name that means "no class": void, ignore, ignored, unlabelled, unlabeled, in any case.</summary>
    public bool IsVoid => VoidNames.Contains(Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for what overlays need not show: background, or a name of void.</summary>
    public bool IsBackground => IsVoid || Name.Equals("background", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Names and colours of classes, from a file: a class per line (<c>road</c>, <c>128 64 128 road</c>, <c>road,128,64,128</c>,
/// <c>3 road</c>, <c>road:128,64,128</c>), a CSV with a head, or JSON. The number of a class is the one that its line gives, else its
/// place, from 0.
/// </summary>
public sealed class ClassTable
{
    private readonly ClassEntry?[] _byLabel = new ClassEntry?[256];
    private Dictionary<Rgb, byte>? _byColor;

    /// <summary>Takes classes.</summary>
    /// <param name="entries">The classes, in any order.</param>
    /// <param name="source">What to call the table in messages.</param>
    /// <exception cref="ClassTableException">There is none, or two have one number.</exception>
    public ClassTable(IReadOnlyList<ClassEntry> entries, string source = "the table of classes")
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(source);
        if (entries.Count == 0) throw new ClassTableException($"{source} names no class; give one per line, such as \"128 64 128 road\".");
        foreach (ClassEntry entry in entries)
        {
            if (_byLabel[entry.Label] is { } other)
                throw new ClassTableException($"{source} gives the number {entry.Label} to both \"{other.Name}\" and \"{entry.Name}\"; each class has its own.");
            _byLabel[entry.Label] = entry;
        }

        Entries = [.. entries.OrderBy(entry => entry.Label)];
        Source = source;
        Palette = new Palette([.. Enumerable.Range(0, 256).Select(label => _byLabel[label]?.Color ?? Palette.Voc[(byte)label])]);
    }

    /// <summary>The classes by number.</summary>
    public IReadOnlyList<ClassEntry> Entries { get; }

    /// <summary>What to call the table in messages: its file.</summary>
    public string Source { get; }

    /// <summary>The colours of the classes; those of <see cref="Palette.Voc"/> where there is none.</summary>
    public Palette Palette { get; }

    /// <summary>
    /// The label that overlays leave as it is: 0 where it is called background or void or has no name, else -1, for then class 0 is
    /// something to see.
    /// </summary>
    public int Transparent => _byLabel[0] is { Name.Length: > 0, IsBackground: false } ? -1 : 0;

    /// <summary>All that decides how colours are read, so that samples read by another table are told apart.</summary>
    internal string Fingerprint => string.Join(' ', Entries.Select(entry => FormattableString.Invariant(
        $"{(entry.IsVoid ? LabelMapping.Void : entry.Label)}={entry.Color?.Red:X2}{entry.Color?.Green:X2}{entry.Color?.Blue:X2}")));

    /// <summary>The label of each colour; void for classes with a name of void.</summary>
    /// <exception cref="ClassTableException">There are no colours, or one stands for two classes.</exception>
    internal IReadOnlyDictionary<Rgb, byte> ByColor => _byColor ??= LabelsByColor();

    /// <summary>Reads a file; see the class for its forms.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputFileException">It cannot be read.</exception>
    /// <exception cref="ClassTableException">It is no table of classes.</exception>
    public static ClassTable Load(string path)
    {
        const long maxBytes = 1 << 20;
        string[] lines = InputFile.ReadAllLines(path, maxBytes);
        string? first = lines.Select(line => line.TrimStart()).FirstOrDefault(line => line.Length > 0);
        return new ClassTable(first is ['[' or '{', ..] ? ClassTableJson.Read(string.Join('\n', lines), path) : ClassTableText.Read(lines, path), path);
    }

    /// <summary>The class of a number; null if the table has none.</summary>
    public ClassEntry? Find(int label) => (uint)label < 256 ? _byLabel[label] : null;

    /// <summary>The name of a class; its number where it has none.</summary>
    public string NameOf(int label) => Find(label) is { Name.Length: > 0 } entry ? entry.Name : label.ToString(CultureInfo.InvariantCulture);

    /// <summary>The names of the first classes, for tables.</summary>
    /// <param name="classes">How many.</param>
    public IReadOnlyList<string> Names(int classes) => [.. Enumerable.Range(0, classes).Select(NameOf)];

    private Dictionary<Rgb, byte> LabelsByColor()
    {
        var labels = new Dictionary<Rgb, byte>();
        foreach (ClassEntry entry in Entries)
        {
            if (entry.Color is not { } color) continue;
            byte label = entry.IsVoid ? LabelMapping.Void : entry.Label;
            if (!labels.TryAdd(color, label) && labels[color] != label)
            {
                throw new ClassTableException(
                    $"{Source} gives the colour {ColorLabels.Text(color)} to {NameOf(labels[color])} and to {NameOf(entry.Label)}; labels can only be read if each class has its own.");
            }
        }

        return labels.Count > 0 ? labels : throw new ClassTableException(
            $"{Source} gives no colours, so colours of labels cannot be read by it. Write lines such as \"128 64 128 road\".");
    }
}
