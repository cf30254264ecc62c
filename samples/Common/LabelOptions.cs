using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FcnGen.Samples;

/// <summary>The options that say what the values of labels, their colours and the values of 16-bit pictures mean, the same in every program.</summary>
public sealed class LabelOptions
{
    private readonly Option<byte[]?> _void = Values(
        "--void", "Values in the label files that mean void: neither trained on nor scored. Default: 255, unless --classes names it.", "N[,N]");

    private readonly Option<byte[]?> _classes = Values(
        "--classes", "Values in the label files that are classes; they become 0, 1, ... in this order. 0,255 for masks, 0..18 for a range. Other values are void or an error.", "N,N");

    private readonly Option<string?> _palette = CheckedOptions.TextOrNone(
        "--label-palette", "For label PNGs that hold colours: a text, CSV or JSON file with the colour of each class, such as lines \"128 64 128 road\".", "FILE");

    private readonly Option<SampleRange?> _range = RangeOption.Create();

    /// <summary>Names and colours; inference has this option alone.</summary>
    public Option<string?> Names { get; } = NamesOption();

    /// <summary>Declares <c>--names</c>.</summary>
    public static Option<string?> NamesOption() => CheckedOptions.TextOrNone(
        "--names", "A text, CSV or JSON file with the name of each class, and its colour if it is to be another than that of PASCAL VOC.", "FILE");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (Option option in new Option[] { _void, _classes, _palette, Names, _range }) command.Add(option);
    }

    /// <summary>Reads what the command line says.</summary>
    /// <exception cref="ArgumentException">Values contradict each other.</exception>
    /// <exception cref="FcnGenException">A file cannot be read.</exception>
    public LabelReading Read(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        byte[]? classes = Given(parsed, _classes), voids = Given(parsed, _void);
        ClassTable? colors = parsed.GetValue(_palette) is { } palette ? ClassTable.Load(palette) : null;
        return new LabelReading
        {
            Mapping = classes is null && voids is null ? null : new LabelMapping(classes, voids),
            Pictures = RangeOption.Options(parsed, _range),
            Colors = colors,
            Names = parsed.GetValue(Names) is { } names ? ClassTable.Load(names) : classes is null ? colors : null,
        };
    }

    /// <summary>Notes the files that <see cref="Read"/> reads.</summary>
    public void Note(ParseResult parsed, RunFiles files)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        ArgumentNullException.ThrowIfNull(files);
        files.Reads(parsed.GetValue(Names), "the names");
        files.Reads(parsed.GetValue(_palette), "the palette");
    }

    // An array that is not given is read as an empty one.
    private static byte[]? Given(ParseResult parsed, Option<byte[]?> option) => parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    private static Option<byte[]?> Values(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, CustomParser = result => Parse(result, name), AllowMultipleArgumentsPerToken = false };

    private static byte[]? Parse(ArgumentResult result, string name)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var values = new List<byte>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2 || !Number(ends[0], out byte first) || !Number(ends[^1], out byte last) || last < first)
            {
                string? large = Array.Find(ends, end => end.Length is > 0 and < 10 && Array.TrueForAll(end.ToCharArray(), char.IsAsciiDigit) && !Number(end, out _));
                result.AddError(large is null
                    ? $"{name} takes values of labels from 0 to 255, such as 0,255 or 0..18; \"{text}\" was given."
                    : $"{name} must be at most 255; {large} was given.");
                return null;
            }

            for (int value = first; value <= last; value++) values.Add((byte)value);
        }

        return [.. values];
    }

    private static bool Number(string text, out byte value) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
