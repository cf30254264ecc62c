using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Finds the files that the lines of a list mean: a picture and a label by their paths, or, in the layout of PASCAL VOC, an id, alone
/// or with the -1, 0 or 1 of a list per class.
/// </summary>
/// <param name="list">The list.</param>
/// <param name="voc">The data set that it belongs to, if it has the layout of PASCAL VOC.</param>
internal sealed class ListReader(string list, VocLayout? voc)
{
    private readonly string _folder = Path.GetDirectoryName(list) is { Length: > 0 } folder ? folder : ".";
    private readonly NamedFiles _files = new();

    /// <summary>Name, picture and label of every line.</summary>
    /// <exception cref="DatasetException">A line is neither, a file is missing, or the list is empty.</exception>
    public List<(string Name, string Picture, string Label)> Read()
    {
        var pairs = new List<(string Name, string Picture, string Label)>();
        foreach (ListLine line in ListLines.Read(list))
        {
            if (IsFlag(line) && line.Fields[1] == "-1") continue;
            if (DataFolder.HasHiddenName(FileName(line.Fields[0]))) continue;
            if (voc is not null && (line.Fields.Length == 1 || IsFlag(line))) pairs.Add(voc.Pair(line.Fields[0], list));
            else pairs.Add(Pair(line));
        }

        if (pairs.Count == 0) throw new DatasetException($"The list {list} is empty; each line names a picture and its label.");
        return pairs;
    }

    // Lists per class, in ImageSets/Main: 1 with the class, 0 with a difficult one, -1 without.
    private bool IsFlag(ListLine line) => voc is not null && line.Fields is [_, "-1" or "0" or "1"];

    private static string FileName(string entry) => entry[(entry.LastIndexOfAny(['/', '\\']) + 1)..];

    private (string Name, string Picture, string Label) Pair(ListLine line)
    {
        if (line.Fields.Length != 2)
        {
            throw new DatasetException(
                $"{list}, line {line.Number}: expected a picture and a label, found {line.Fields.Length} "
                + $"{(line.Fields.Length == 1 ? "entry" : "entries")} in \"{line.Text}\". " + (Commas(line) ?? "Separate paths that hold blanks by a tab."));
        }

        string picture = Resolve(line, line.Fields[0]), label = Resolve(line, line.Fields[1]);
        if (Path.GetFullPath(picture) == Path.GetFullPath(label))
        {
            throw new DatasetException(
                $"{list}, line {line.Number}: {picture} is found both as picture and as label of \"{line.Text}\". "
                + "Write paths relative to the list, such as image/a.png label/a.png.");
        }

        return (CanonicalName.Of(Path.GetFileNameWithoutExtension(picture)), picture, label);
    }

    private string Resolve(ListLine line, string entry)
    {
        foreach (string? folder in new[] { _folder, voc?.Folder })
        {
            if (folder is not null && _files.Find(folder, entry) is { } found) return found;
        }

        string hint = entry.Contains('\uFFFD', StringComparison.Ordinal) ? " The list is not in UTF-8; save it so."
            : Commas(line) is { } commas ? " " + commas
            : "";
        throw new DatasetException(
            $"{list}, line {line.Number}: {entry} does not exist, neither as written nor by its last components in {_folder}"
            + $"{(voc is null ? "" : " or " + voc.Folder)}.{hint}");
    }

    private static string? Commas(ListLine line) => line.Text.Any(letter => letter is ',' or ';')
        ? "Lists separate picture and label by a blank or a tab, not by a comma or semicolon; replace it."
        : null;
}
