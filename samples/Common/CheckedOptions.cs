using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;

namespace FcnGen.Samples;

/// <summary>
/// Options of command lines whose values are checked while they are read: numbers in one notation whatever the language of the system,
/// within their bounds; choices by name; paths that are not empty. What is wrong ends the program with exit code 2 and says what would
/// be right.
/// </summary>
public static class CheckedOptions
{
    private const string Whole32 = "N", Real64 = "X";

    /// <summary>A whole number.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">For the help text.</param>
    /// <param name="standard">Its value where it is not given.</param>
    /// <param name="least">The least that is taken.</param>
    /// <param name="most">The most that is taken.</param>
    /// <param name="helpName">What the help text calls the value.</param>
    public static Option<int> Whole(string name, string description, int standard, int least = int.MinValue, int most = int.MaxValue, string helpName = Whole32) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => standard,
        CustomParser = result => ParseWhole(result, name, least, most) ?? standard,
    };

    /// <summary>As <see cref="Whole"/>; null where it is not given.</summary>
    public static Option<int?> WholeOrNone(string name, string description, int least = int.MinValue, int most = int.MaxValue, string helpName = Whole32) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => ParseWhole(result, name, least, most),
    };

    /// <summary>A number with a decimal point.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">For the help text.</param>
    /// <param name="standard">Its value where it is not given.</param>
    /// <param name="least">The least that is taken.</param>
    /// <param name="most">The most that is taken.</param>
    /// <param name="helpName">What the help text calls the value.</param>
    public static Option<double> Real(string name, string description, double standard, double least = double.MinValue, double most = double.MaxValue, string helpName = Real64) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => standard,
        CustomParser = result => ParseReal(result, name, least, most) ?? standard,
    };

    /// <summary>As <see cref="Real"/>; null where it is not given.</summary>
    public static Option<double?> RealOrNone(string name, string description, double least = double.MinValue, double most = double.MaxValue, string helpName = Real64) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => ParseReal(result, name, least, most),
    };

    /// <summary>One of the names of an enumeration, in any case; never its number.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">For the help text.</param>
    /// <param name="standard">Its value where it is not given.</param>
    public static Option<T> Choice<T>(string name, string description, T standard) where T : struct, Enum => new(name)
    {
        Description = description,
        HelpName = string.Join('|', Enum.GetNames<T>()),
        DefaultValueFactory = _ => standard,
        CustomParser = result => ParseChoice(result, name, standard),
    };

    /// <summary>Text that must not be empty, such as the path of a file; required.</summary>
    public static Option<string> Needed(string name, string description, string helpName)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName, Required = true };
        RefuseEmpty(option);
        return option;
    }

    /// <summary>Text that must not be empty, such as the path of a file.</summary>
    public static Option<string> Text(string name, string description, string helpName, string standard)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => standard };
        RefuseEmpty(option);
        return option;
    }

    /// <summary>Text that must not be empty, such as the path of a file; null where it is not given.</summary>
    public static Option<string?> TextOrNone(string name, string description, string helpName)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        RefuseEmpty(option);
        return option;
    }

    /// <summary>The option <c>--force</c>.</summary>
    /// <param name="what">What it overwrites, for the help text.</param>
    public static Option<bool> Force(string what) => new("--force") { Description = $"Overwrite {what}." };

    private static void RefuseEmpty(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => token.Value.Length == 0))
            result.AddError($"{option.Name} is empty; {option.HelpName} is needed. (A variable of the shell that is not set?)");
    });

    private static int? ParseWhole(ArgumentResult result, string name, int least, int most)
    {
        string text = Token(result);
        // Wider than what is taken, so that a number that is too large is not called something else.
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value))
        {
            result.AddError($"{name} must be a whole number; \"{text}\" was given.");
            return null;
        }

        return Within<Int128>(result, name, value, least, most) ? (int)value : null;
    }

    private static double? ParseReal(ArgumentResult result, string name, double least, double most)
    {
        string text = Token(result);
        if (TryReal(text, out double value)) return Within(result, name, value, least, most) ? value : null;
        string withPoint = text.Replace(',', '.');
        result.AddError(text.Contains(',') && TryReal(withPoint, out _)
            ? $"{name} must be a number with a decimal point; \"{text}\" was given. Write {withPoint}."
            : $"{name} must be a finite number such as 0.5 or 1e-4; \"{text}\" was given.");
        return null;
    }

    private static bool TryReal(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    private static bool Within<T>(ArgumentResult result, string name, T value, T least, T most) where T : IComparable<T>, IFormattable
    {
        (string bound, T limit) = value.CompareTo(least) < 0 ? ("least", least) : ("most", most);
        if (bound == "most" && value.CompareTo(most) <= 0) return true;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be at {bound} {limit}; {value} was given."));
        return false;
    }

    private static T ParseChoice<T>(ArgumentResult result, string name, T standard) where T : struct, Enum
    {
        string text = Token(result);
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        result.AddError($"{name} is one of {string.Join(", ", Enum.GetNames<T>())}; \"{text}\" was given.");
        return standard;
    }

    private static string Token(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
}
