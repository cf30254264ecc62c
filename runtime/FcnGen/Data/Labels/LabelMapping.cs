using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Which label each value of a file means. Networks count their classes from 0 without gaps; files do not: masks hold 0 and 255, CamVid
/// calls 11 void, Cityscapes numbers its classes up to 33.
/// </summary>
public sealed class LabelMapping
{
    /// <summary>The label that stands for void after mapping, as in PASCAL VOC: neither trained on nor scored.</summary>
    public const byte Void = 255;

    private const short Refused = -1;
    private readonly short[] _labels = new short[256];
    private readonly string _text;

    /// <summary>Declares what values mean.</summary>
    /// <param name="classes">
    /// The values that are classes: the first becomes 0, the next 1, and so on. Every other value is void if
    /// <paramref name="voids"/> names it or if it is 255, and an error else. Null to leave values as they are.
    /// </param>
    /// <param name="voids">The values that mean void; they become 255. Null for none but 255.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, more than 255, a value is named twice, or is both a class and void.</exception>
    public LabelMapping(IReadOnlyList<byte>? classes = null, IReadOnlyList<byte>? voids = null)
    {
        voids ??= [];
        for (int value = 0; value < 256; value++) _labels[value] = classes is null ? (short)value : Refused;
        _labels[Void] = Void;
        if (classes is { Count: < 2 or > Void })
            throw new ArgumentException(Invariant($"A network tells 2 to {Void} classes apart; {classes.Count} were given. Name the value of every class."), nameof(classes));
        for (int i = 0; i < (classes?.Count ?? 0); i++)
        {
            byte value = classes![i];
            if (classes.Take(i).Contains(value)) throw new ArgumentException(Invariant($"The value {value} is named twice among the classes; each is one class."), nameof(classes));
            if (voids.Contains(value)) throw new ArgumentException(Invariant($"The value {value} is named both as a class and as void; it can be one of the two."), nameof(classes));
            _labels[value] = (short)i;
        }

        foreach (byte value in voids) _labels[value] = Void;
        _text = (classes is null ? "" : "classes " + Join(classes)) + (classes is null || voids.Count == 0 ? "" : ", ") + (voids.Count == 0 ? "" : "void " + Join(voids));
    }

    /// <summary>The label that a value becomes; null for one that is refused.</summary>
    public byte? this[byte value] => _labels[value] == Refused ? null : (byte)_labels[value];

    /// <summary>Maps every pixel.</summary>
    /// <param name="labels">The values of a file.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="LabelMismatchException">A value is neither a class nor void.</exception>
    public LabelMap Apply(LabelMap labels, string source)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(source);
        var mapped = new byte[labels.Labels.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            short label = _labels[labels.Labels[i]];
            if (label == Refused)
            {
                throw new LabelMismatchException(Invariant(
                    $"{source} has the value {labels.Labels[i]} at row {i / labels.Width}, column {i % labels.Width}, which is neither among the {this} nor void ({Void}). ")
                    + "Name it among the classes (--classes on the command line), or as void (--void).");
            }

            mapped[i] = (byte)label;
        }

        return new LabelMap(mapped, labels.Width, labels.Height);
    }

    /// <summary>The values as they were given, such as <c>classes 0,255, void 7</c>.</summary>
    public override string ToString() => _text;

    private static string Join(IEnumerable<byte> values) => string.Join(",", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>Data sets whose labels are mapped.</summary>
public static class LabelMappingExtensions
{
    /// <summary>The data set with every label mapped when a sample is read.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="mapping">What its values mean.</param>
    public static IDataset WithLabels(this IDataset dataset, LabelMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(mapping);
        return new Mapped(dataset, mapping);
    }

    private sealed class Mapped(IDataset source, LabelMapping mapping) : IDataset
    {
        public int Count => source.Count;

        public string NameOf(int index) => source.NameOf(index);

        public SampleFiles? FilesOf(int index) => source.FilesOf(index) is { } files ? files with { Reading = $"{files.Reading}{mapping};" } : null;

        public Sample Load(int index)
        {
            Sample sample = source.Load(index);
            return sample.SelectLabels((name, map) => mapping.Apply(map, sample.SourceOf(name)));
        }
    }
}
