using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FcnGen.KernelCompiler;

/// <summary>Gives identifiers that end in a number of the whole process new numbers in the order in which they occur.</summary>
internal static class Numbering
{
    /// <summary>Replaces what <paramref name="identifier"/> matches; its first group is kept, what follows becomes the new number.</summary>
    public static string Renumber(Regex identifier, string text)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return identifier.Replace(text, match =>
        {
            if (!names.TryGetValue(match.Value, out string? name))
            {
                name = match.Groups[1].Value + names.Count.ToString(CultureInfo.InvariantCulture);
                names.Add(match.Value, name);
            }

            return name;
        });
    }
}
