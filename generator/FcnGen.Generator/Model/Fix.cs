using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Generator.Model;

/// <summary>
/// The text of <see cref="Finding.Fix"/>: one or several alternatives, each a list of edits that are made together. Edits name layers and
/// arguments, never places, so that they still hold after another edit of the same class.
/// </summary>
internal static class Fix
{
    private const char BetweenAlternatives = '|', BetweenEdits = ';';

    /// <summary>Sets an argument of a layer's attribute, or of the class's where <paramref name="layer"/> is empty.</summary>
    public static string Set(string layer, string argument, string value) => layer + "." + argument + "=" + value;

    /// <summary>Sets an argument of the <paramref name="index"/>-th <c>[Trunk]</c>.</summary>
    public static string SetOfTrunk(int index, string argument, string value) => Set("#" + index, argument, value);

    /// <summary>Replaces the expression under the squiggle.</summary>
    public static string Replace(string value) => "@=" + value;

    /// <summary>
    /// Inserts a crop <paramref name="name"/> of <paramref name="from"/> onto <paramref name="onto"/> before <paramref name="reader"/>, which
    /// reads it as bottom number <paramref name="index"/> instead.
    /// </summary>
    public static string InsertCrop(string name, string from, string onto, string reader, int index) =>
        "+" + string.Join(",", name, from, onto, reader, index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Edits that are one fix.</summary>
    public static string Together(IEnumerable<string> edits) => string.Join(BetweenEdits.ToString(), edits);

    /// <summary>Fixes of which one is to be chosen; the ones that are null are left out.</summary>
    public static string? Either(params string?[] alternatives) =>
        string.Join(BetweenAlternatives.ToString(), alternatives.Where(static a => a is not null)) is { Length: > 0 } text ? text : null;

    /// <summary>The fixes of which one is to be chosen, the likeliest first.</summary>
    public static IReadOnlyList<string> Alternatives(string fix) => fix.Split(BetweenAlternatives);

    /// <summary>The edits of one fix.</summary>
    public static IReadOnlyList<string> Edits(string alternative) => alternative.Split(BetweenEdits);
}
