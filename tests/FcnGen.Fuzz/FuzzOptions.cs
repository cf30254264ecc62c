using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Fuzz;

/// <summary>What a run does.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        Decodes damaged pictures in two processes whose memory holds different values, and compares.

          dotnet run -c Release --project tests/FcnGen.Fuzz -- [--inputs N] [--seconds S] [--seed X] [--from I] [--formats png,bmp,jpeg,tiff,label] [--failures DIR]
          dotnet run -c Release --project tests/FcnGen.Fuzz -- decode FILES...

        --inputs N      stop after N inputs (default: as many as the time allows)
        --seconds S     stop after S seconds (default: 30, or no limit with --inputs)
        --seed X        the same inputs again (default: 1); input I of a seed is always the same
        --from I        begin with input I (default: 0)
        --formats LIST  only these
        --failures DIR  where inputs that fail are kept (default: artifacts/fuzz)

        decode prints one line for each file: its size and the SHA-256 of its RGB pixels, or why it was refused.
        """;

    public long Inputs { get; init; } = long.MaxValue;

    public TimeSpan? Time { get; init; }

    public int Seed { get; init; } = 1;

    public long From { get; init; }

    public IReadOnlyList<Format> Formats { get; init; } = Enum.GetValues<Format>();

    public string Failures { get; init; } = Path.Combine("artifacts", "fuzz");

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">It is wrong; the message says how.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (int i = 0; i < arguments.Count; i += 2)
        {
            string name = arguments[i], value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{name} needs a value.");
            options = name switch
            {
                "--inputs" => options with { Inputs = Number(name, value) },
                "--seconds" => options with { Time = TimeSpan.FromSeconds(Number(name, value)) },
                "--seed" => options with { Seed = (int)Number(name, value) },
                "--from" => options with { From = Number(name, value) },
                "--formats" => options with { Formats = [.. value.Split(',').Select(Named)] },
                "--failures" => options with { Failures = value },
                _ => throw new FormatException($"There is no option {name}."),
            };
        }

        return options with { Time = options.Time ?? (options.Inputs == long.MaxValue ? TimeSpan.FromSeconds(30) : null) };
    }

    private static long Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw new FormatException($"{name} {value}: a whole number is needed.");

    private static Format Named(string name) =>
        Enum.TryParse(name, ignoreCase: true, out Format format) ? format : throw new FormatException($"--formats {name}: png, bmp, jpeg, tiff and label are known.");
}
