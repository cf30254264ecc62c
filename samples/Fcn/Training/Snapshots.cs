using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FcnGen.Samples.Fcn.Training;

/// <summary>How often a run saves: after so many iterations, or after so much time.</summary>
/// <param name="Every">Iterations; 0 for none by number.</param>
/// <param name="Interval">Time; zero for none by time.</param>
internal readonly record struct Snapshots(long Every, TimeSpan Interval)
{
    private const double MostSeconds = 1e9;

    /// <summary>What runs do that are not told otherwise.</summary>
    public static Snapshots Standard { get; } = new(0, TimeSpan.FromMinutes(5));

    public static Option<Snapshots> Option(string name) => new(name)
    {
        Description = "Time between checkpoints (90s, 5m, 2h) or iterations between them (500); 0: at the end, on Ctrl-C and after a failure only.",
        HelpName = "TIME|N",
        DefaultValueFactory = _ => Standard,
        CustomParser = result => Parse(result, name),
    };

    /// <summary>As it is written on the command line; help texts show it.</summary>
    public override string ToString() => Every > 0
        ? Every.ToString(CultureInfo.InvariantCulture)
        : Interval == TimeSpan.Zero ? "0" : Interval.TotalMinutes.ToString(CultureInfo.InvariantCulture) + "m";

    private static Snapshots Parse(ArgumentResult result, string name)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)) return new Snapshots(iterations, TimeSpan.Zero);
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count * unit is > 0 and <= MostSeconds)
            return new Snapshots(0, TimeSpan.FromSeconds(count * unit));
        result.AddError($"{name} is a time such as 90s, 5m or 2h, a number of iterations, or 0 for none; \"{text}\" was given.");
        return Standard;
    }
}
