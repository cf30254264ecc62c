using System.Globalization;

namespace FcnGen.Generator.Checking;

/// <summary>Numbers and counts in messages, the same under every culture.</summary>
internal static class Words
{
    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1 channel</c>, <c>2 channels</c>.</summary>
    public static string Count(int count, string noun) => Text(count) + " " + noun + (count == 1 ? "" : "s");
}
