using System;
using System.Collections.Generic;

namespace FcnGen.Generator.Model;

/// <summary>What a mistyped name was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary><c>; did you mean 'Pool4'?</c>, or nothing where nothing is known to have been meant.</summary>
    public static string Suggestion(string? meant) => meant is null ? "" : "; did you mean '" + meant + "'?";

    /// <summary>The nearest name; null where none is near (a third of the letters may differ).</summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        string? best = null;
        int bestDistance = Math.Max(2, typed.Length / 3) + 1;
        foreach (string name in names)
        {
            int distance = Distance(typed.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance < bestDistance) (best, bestDistance) = (name, distance);
        }

        return best;
    }

    /// <summary>Levenshtein's distance: insertions, deletions and substitutions.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
