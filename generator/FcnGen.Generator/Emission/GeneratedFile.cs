using System.Linq;

namespace FcnGen.Generator.Emission;

/// <summary>A generated source file.</summary>
/// <param name="Suffix">What tells the files of one class apart: <c>.g.cs</c>, <c>.Launches.g.cs</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> line ends.</param>
internal sealed record GeneratedFile(string Suffix, string Text)
{
    /// <summary>
    /// The name of the files of a class, without its suffix: <c>Demo.Outer.Net</c> for <c>Demo.Outer+Net</c>. Two classes may have the same,
    /// or names that differ only in case, which the compiler takes for the same.
    /// </summary>
    public static string NameOf(string metadataName) =>
        new([.. metadataName.Select(static c => c == '+' ? '.' : char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '_')]);

    /// <summary>The same where another class claims it: a hash of the exact name tells them apart, whatever else is in the project.</summary>
    public static string UniqueNameOf(string metadataName)
    {
        uint hash = 2166136261; // FNV-1a
        foreach (char c in metadataName) hash = unchecked((hash ^ c) * 16777619);
        return NameOf(metadataName) + "." + hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
