using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Two folders side by side, <c>image/</c> and <c>label/</c>; a picture and its label PNG have the same name up to the extension.
/// Folders inside are read too: <c>image/a/x.jpg</c> belongs to <c>label/a/x.png</c> and is the sample <c>a/x</c>. Hidden files are left
/// out (see <see cref="DataFolder"/>), and names compare in one Unicode form. Sorted by name.
/// </summary>
/// <param name="folder">The folder that holds both.</param>
/// <param name="images">Name of the folder of pictures.</param>
/// <param name="labels">Name of the folder of labels.</param>
/// <exception cref="DatasetException">A folder is missing or empty, a picture has no label or the other way round, or a name occurs twice.</exception>
public sealed class FolderPairs(string folder, string images = "image", string labels = "label") : FilePairs(Find(folder, images, labels))
{
    private static List<(string Name, string Picture, string Label)> Find(string folder, string images, string labels)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        string pictureFolder = Path.Combine(folder, images), labelFolder = Path.Combine(folder, labels);
        (SortedDictionary<string, string> pictures, _) = Files(pictureFolder, DataFolder.PictureExtensions, "pictures");
        (SortedDictionary<string, string> maps, IReadOnlyList<DataFile> others) = Files(labelFolder, [".png"], "label PNGs");
        string[] unlabelled = [.. pictures.Keys.Where(name => !maps.ContainsKey(name))];
        string[] unpictured = [.. maps.Keys.Where(name => !pictures.ContainsKey(name))];
        if (unlabelled.Length > 0)
        {
            DataFile lossy = others.FirstOrDefault(file => pictures.ContainsKey(file.Stem) && !maps.ContainsKey(file.Stem));
            throw new DatasetException(
                $"{Some(unlabelled, pictures)} no label of the same name in {labelFolder}. "
                + (lossy.Path is not null
                    ? $"There is {lossy.Path}, but labels are PNGs: JPEG changes their values. Export them again as PNG."
                    : "Add the missing labels or move the pictures away."));
        }
        if (unpictured.Length > 0)
        {
            throw new DatasetException(
                $"{Some(unpictured, maps)} no picture of the same name in {pictureFolder}. "
                + "Add the missing pictures or move the labels away.");
        }
        return [.. pictures.Select(pair => (pair.Key, pair.Value, maps[pair.Key]))];
    }

    private static (SortedDictionary<string, string> Files, IReadOnlyList<DataFile> Others) Files(
        string folder, IReadOnlyList<string> extensions, string what)
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetException(
                $"{folder} does not exist; it should hold the {what}. "
                + "Expected are the folders image and label with files of the same names.");
        }

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        IReadOnlyList<DataFile> others = DataFolder.ByStem(folder, extensions, files);
        if (files.Count == 0) throw new DatasetException($"{folder} holds no {what} ({string.Join(", ", extensions)}), nor do the folders in it.");
        return (files, others);
    }

    private static string Some(string[] names, SortedDictionary<string, string> files)
    {
        const int shown = 5;
        string list = string.Join(", ", names.Take(shown).Select(name => files[name]));
        return (names.Length > shown ? $"{list} and {names.Length - shown} more" : list) + (names.Length == 1 ? " has" : " have");
    }
}
