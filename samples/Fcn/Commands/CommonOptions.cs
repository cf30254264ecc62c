using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using FcnGen.Networks;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary>Height and width of a picture in pixels.</summary>
internal readonly record struct PictureSize(int Height, int Width)
{
    /// <summary>As it is written on the command line; help texts show it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Height}x{Width}");
}

/// <summary>Options that several commands have, declared once so that they read the same everywhere.</summary>
internal static class CommonOptions
{
    public static readonly string NetworkNames = string.Join(", ", NetworkCatalog.Names);

    public static Option<string> Net()
    {
        var option = new Option<string>("--net") { Description = $"The network: {NetworkNames}.", Required = true, HelpName = "NET" };
        CheckNetwork(option.Validators);
        return option;
    }

    public static Argument<string> NetArgument()
    {
        var argument = new Argument<string>("NET") { Description = $"The network: {NetworkNames}." };
        CheckNetwork(argument.Validators);
        return argument;
    }

    public static Option<int> Seed() => CheckedOptions.Whole("--seed", "Seed of everything that is random.", 1, helpName: "S");

    public static Option<string> Weights() => CheckedOptions.Needed("--weights", "The trained network: a .safetensors file or a folder of .npy files.", "PATH");

    public static Option<int> Batch(string description) => CheckedOptions.Whole("--batch", description, 1, 1, SolverOptions.MaxBatchSize);

    public static Option<PictureSize> Size(string name, string description, PictureSize? standard = null)
    {
        var option = new Option<PictureSize>(name)
        {
            Description = description,
            CustomParser = ParseSize,
            HelpName = "HxW",
        };
        if (standard is { } size) option.DefaultValueFactory = _ => size;
        return option;
    }

    private static void CheckNetwork(System.Collections.Generic.List<Action<ArgumentResult>> validators) =>
        validators.Add(result => CheckName(result, result.Tokens.Count == 1 ? result.Tokens[0].Value : null));

    private static void CheckNetwork(System.Collections.Generic.List<Action<OptionResult>> validators) =>
        validators.Add(result => CheckName(result, result.Tokens.Count == 1 ? result.Tokens[0].Value : null));

    private static void CheckName(SymbolResult result, string? name)
    {
        if (name is not null && !NetworkCatalog.Names.Any(known => Normal(known) == Normal(name)))
            result.AddError($"There is no network \"{name}\". Networks: {NetworkNames}.");
    }

    private static string Normal(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static PictureSize ParseSize(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        string[] parts = text.Split('x', 'X');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int height) && height > 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0)
        {
            if ((long)height * width > Picture.MaxPixels)
                result.AddError(FormattableString.Invariant($"{text} are {(long)height * width} pixels; at most {Picture.MaxPixels} are taken."));
            return new PictureSize(height, width);
        }

        result.AddError($"\"{text}\" is not a size; write height x width in pixels, such as 500x375.");
        return default;
    }
}
