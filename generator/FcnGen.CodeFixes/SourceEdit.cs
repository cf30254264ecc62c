using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FcnGen.CodeFixes;

/// <summary>What a <see cref="SourceEdit"/> does.</summary>
internal enum SourceEditKind
{
    Set,
    Replace,
    InsertCrop,
}

/// <summary>One edit, read from the text that <see cref="Generator.Model.Fix"/> writes.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Layer">The layer to change; empty for the class, <c>#1</c> for its second trunk.</param>
/// <param name="Argument">The argument to set; a word for the kind of edit otherwise.</param>
/// <param name="Value">The new expression; the name of the crop to insert.</param>
/// <param name="Crop">The crop to insert.</param>
internal sealed record SourceEdit(SourceEditKind Kind, string Layer, string Argument, string Value, CropEdit Crop)
{
    /// <summary>The edits of one fix.</summary>
    public static IReadOnlyList<SourceEdit> ParseAll(string fix) => [.. Generator.Model.Fix.Edits(fix).Select(Parse)];

    private static SourceEdit Parse(string text)
    {
        if (text[0] == '@') return new SourceEdit(SourceEditKind.Replace, "", "name", text.Substring(2), default);
        if (text[0] == '+')
        {
            string[] parts = text.Substring(1).Split(',');
            return new SourceEdit(
                SourceEditKind.InsertCrop, parts[3], "crop", parts[0],
                new CropEdit(parts[1], parts[2], int.Parse(parts[4], CultureInfo.InvariantCulture)));
        }

        int dot = text.IndexOf('.'), equals = text.IndexOf('=');
        return new SourceEdit(
            SourceEditKind.Set, text.Substring(0, dot), text.Substring(dot + 1, equals - dot - 1), text.Substring(equals + 1), default);
    }
}

/// <summary>A crop to insert: what it reads, what it lies on, and which bottom of the fusion it replaces.</summary>
internal readonly record struct CropEdit(string From, string Onto, int Index);
