using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen;

/// <summary>
/// A text file with a picture and a label PNG per line, separated by blanks (or by a tab, where names hold blanks). Paths are relative
/// to the list; a path from another machine, such as <c>/SegNet/CamVid/train/0001.png</c>, is found by its last components.
/// </summary>
/// <param name="path">The list.</param>
/// <exception cref="DatasetException">The list is missing or empty, a line is not a pair, or a file that it names does not exist.</exception>
public sealed class ListFile(string path) : FilePairs(Read(path))
{
    private static List<(string Name, string Picture, string Label)> Read(string path)
    {
        if (!File.Exists(path)) throw new DatasetException($"The list {path} does not exist.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var pairs = new List<(string Name, string Picture, string Label)>();
        int number = 0;
        foreach (string line in ListLines.Read(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            string[] parts = line.Contains('\t')
                ? line.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2)
            {
                throw new DatasetException(
                    $"{path}, line {number}: expected a picture and a label, "
                    + $"found {parts.Length} entries. Separate paths that hold blanks by a tab.");
            }
            string picture = Resolve(folder, parts[0], path, number);
            pairs.Add((Path.GetFileNameWithoutExtension(picture), picture, Resolve(folder, parts[1], path, number)));
        }

        if (pairs.Count == 0) throw new DatasetException($"The list {path} is empty; each line names a picture and its label.");
        return pairs;
    }

    private static string Resolve(string folder, string entry, string list, int line)
    {
        string candidate = Path.Combine(folder, entry);
        if (File.Exists(candidate)) return candidate;
        string[] components = entry.Split('/', '\\');
        for (int first = 1; first < components.Length; first++)
        {
            candidate = Path.Combine(folder, string.Join(Path.DirectorySeparatorChar, components[first..]));
            if (File.Exists(candidate)) return candidate;
        }

        throw new DatasetException($"{list}, line {line}: {entry} does not exist, neither as written nor by its last components in {folder}.");
    }
}
