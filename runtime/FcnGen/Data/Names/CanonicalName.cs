using System;
using System.Collections.Generic;
using System.Text;

namespace FcnGen;

/// <summary>
/// One Unicode form (NFC) for names of files. macOS writes <c>ü</c> as a letter and an accent where other systems write one character,
/// so a picture and its label may spell one name in two ways. <see cref="string.Normalize()"/> leaves its text as it is in programs
/// without ICU, native ones among them; hence a table of our own.
/// </summary>
internal static class CanonicalName
{
    // Syllables of Hangul are composed by arithmetic (The Unicode Standard, section 3.12).
    private const int Syllables = 0xAC00, Leads = 0x1100, Vowels = 0x1161, Trails = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TrailCount = 28, SyllableCount = LeadCount * VowelCount * TrailCount;

    /// <summary>The name in NFC. Two names that Unicode takes for the same are equal afterwards.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name)) return name;
        var points = new List<int>(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            // Half of a pair is no character; it stays as it is.
            int point = char.IsSurrogatePair(name, i) ? char.ConvertToUtf32(name[i], name[++i]) : name[i];
            Decompose(point, points);
        }

        Order(points);
        Compose(points);
        var text = new StringBuilder(name.Length);
        foreach (int point in points)
        {
            if (point > char.MaxValue) text.Append(char.ConvertFromUtf32(point));
            else text.Append((char)point);
        }

        return text.ToString();
    }

    private static void Decompose(int point, List<int> into)
    {
        int syllable = point - Syllables;
        if (syllable is >= 0 and < SyllableCount)
        {
            into.Add(Leads + syllable / (VowelCount * TrailCount));
            into.Add(Vowels + syllable / TrailCount % VowelCount);
            if (syllable % TrailCount > 0) into.Add(Trails + syllable % TrailCount);
        }
        else if (CanonicalTable.Parts.TryGetValue(point, out (int First, int Second) parts))
        {
            Decompose(parts.First, into);
            if (parts.Second != 0) Decompose(parts.Second, into);
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>Sorts each run of marks by class; the order within a class means something and stays.</summary>
    private static void Order(List<int> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            int kind = Class(points[i]);
            for (int j = i; kind != 0 && j > 0 && Class(points[j - 1]) > kind; j--) (points[j - 1], points[j]) = (points[j], points[j - 1]);
        }
    }

    private static void Compose(List<int> points)
    {
        int starter = -1, kept = 0, lastClass = 0;
        for (int i = 0; i < points.Count; i++)
        {
            int point = points[i], kind = Class(point);
            // A mark is blocked from its base by one of the same or a higher class between them.
            bool blocked = kept - 1 != starter && (lastClass >= kind || lastClass == 0);
            if (starter >= 0 && !blocked && Pair(points[starter], point) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (kind == 0) starter = kept;
            lastClass = kind;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        int lead = first - Leads, vowel = second - Vowels;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount) return Syllables + (lead * VowelCount + vowel) * TrailCount;
        int syllable = first - Syllables, trail = second - Trails;
        if (syllable is >= 0 and < SyllableCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount) return first + trail;
        return CanonicalTable.Pairs.TryGetValue((first, second), out int composed) ? composed : null;
    }

    private static int Class(int point) => CanonicalTable.Classes.GetValueOrDefault(point);
}
