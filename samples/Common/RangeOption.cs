using System;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace FcnGen.Samples;

/// <summary><c>--range</c>: which values of 16-bit pictures become black and white.</summary>
public static class RangeOption
{
    /// <summary>The option; a command adds it and reads it by <see cref="Options"/>.</summary>
    public static Option<SampleRange?> Create() => new("--range")
    {
        Description = "The values of 16-bit pictures that become black and white, such as 0..4095; else what a file says, or all of 0..65535.",
        HelpName = "LOW..HIGH",
        CustomParser = Parse,
    };

    /// <summary>How a program reads its pictures: by this range, with a warning on standard error where there should be one.</summary>
    public static PictureOptions Options(ParseResult parsed, Option<SampleRange?> range) => new()
    {
        Range = parsed.GetValue(range),
        Warn = text => Console.Error.WriteLine("warning: " + text),
    };

    private static SampleRange? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (SampleRange.TryParse(text, out SampleRange range)) return range;
        result.AddError($"\"{text}\" is not a range; write two whole numbers from 0 to 65535, the smaller first, such as 0..4095.");
        return null;
    }
}
