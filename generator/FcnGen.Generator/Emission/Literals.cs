using System.Globalization;
using FcnGen.Geometry;

namespace FcnGen.Generator.Emission;

/// <summary>Every number that is written into source text goes through here: invariant culture, exact round trip.</summary>
internal static class Literals
{
    public static string Int(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>3</c>, which converts to a pair, or <c>new(1, 7)</c>.</summary>
    public static string PerAxis(PerAxis<int> value) => value.IsSame ? Int(value.Height) : "new(" + Int(value.Height) + ", " + Int(value.Width) + ")";

    public static string Float(double value) => Special((float)value, "float") ?? ((float)value).ToString("G9", CultureInfo.InvariantCulture) + "f";

    public static string Double(double value) => Special(value, "double") ?? value.ToString("G17", CultureInfo.InvariantCulture) + "d";

    /// <summary>A string literal; names come from C# identifiers and user strings, so quotes and backslashes are escaped.</summary>
    public static string Text(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static string? Special(double value, string type) =>
        double.IsNaN(value) ? type + ".NaN"
        : double.IsPositiveInfinity(value) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(value) ? type + ".NegativeInfinity"
        : null;
}
