using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Two folders side by side, <c>image/</c> and <c>label/</c>; a picture and its label PNG have the same name up to the extension.
/// Sorted by name.
/// </summary>
/// <param name="folder">The folder that holds both.</param>
/// <param name="images">Name of the folder of pictures.</param>
/// <param name="labels">Name of the folder of labels.</param>
/// <exception cref="DatasetException">A folder is missing or empty, a picture has no label or the other way round, or a name occurs twice.</exception>
public sealed class FolderPairs(string folder, string images = "image", string labels = "label") : FilePairs(Find(folder, images, labels))
{
    private static readonly string[] PictureExtensions = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tga", ".psd"];

    private static List<(string Name, string Picture, string Label)> Find(string folder, string images, string labels)
    {
        SortedDictionary<string, string> pictures = Files(Path.Combine(folder, images), PictureExtensions, "pictures");
        SortedDictionary<string, string> maps = Files(Path.Combine(folder, labels), [".png"], "label PNGs");
        string[] unlabelled = [.. pictures.Keys.Where(name => !maps.ContainsKey(name))];
        string[] unpictured = [.. maps.Keys.Where(name => !pictures.ContainsKey(name))];
        if (unlabelled.Length > 0)
        {
            throw new DatasetException(
                $"{Some(unlabelled, pictures)} no label of the same name in {Path.Combine(folder, labels)}. "
                + "Add the missing labels or move the pictures away.");
        }
        if (unpictured.Length > 0)
        {
            throw new DatasetException(
                $"{Some(unpictured, maps)} no picture of the same name in {Path.Combine(folder, images)}. "
                + "Add the missing pictures or move the labels away.");
        }
        return [.. pictures.Select(pair => (pair.Key, pair.Value, maps[pair.Key]))];
    }

    private static SortedDictionary<string, string> Files(string folder, string[] extensions, string what)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder))
            {
                if (!extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) continue;
                if (!files.TryAdd(Path.GetFileNameWithoutExtension(path), path))
                {
                    throw new DatasetException(
                        $"{folder} holds two files named {Path.GetFileNameWithoutExtension(path)}; "
                        + "names must differ by more than the extension.");
                }
            }
        }
        catch (DirectoryNotFoundException error)
        {
            throw new DatasetException(
                $"{folder} does not exist; it should hold the {what}. "
                + "Expected are the folders image and label with files of the same names.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{folder} cannot be read: {error.Message}", error);
        }

        if (files.Count == 0) throw new DatasetException($"{folder} holds no {what} ({string.Join(", ", extensions)}).");
        return files;
    }

    private static string Some(string[] names, SortedDictionary<string, string> files)
    {
        const int shown = 5;
        string list = string.Join(", ", names.Take(shown).Select(name => files[name]));
        return (names.Length > shown ? $"{list} and {names.Length - shown} more" : list) + (names.Length == 1 ? " has" : " have");
    }
}
