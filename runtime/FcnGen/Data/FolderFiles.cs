using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>The files of a folder by their name up to the extension, for data sets of folders side by side.</summary>
internal static class FolderFiles
{
    /// <summary>Extensions of what <see cref="Raster.Load(string, System.Threading.CancellationToken)"/> reads, and of pictures that are refused with advice.</summary>
    public static IReadOnlyList<string> RasterExtensions => [.. DataFolder.PictureExtensions, ".npy"];

    /// <summary>The files of a folder and of those in it, sorted by name, and its other files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="extensions">Extensions to look for.</param>
    /// <param name="what">What the folder should hold, in messages.</param>
    /// <param name="layout">A sentence about the folders that are expected.</param>
    /// <exception cref="DatasetException">It is missing, or holds none.</exception>
    public static (SortedDictionary<string, string> Files, IReadOnlyList<DataFile> Others) Read(string folder, IReadOnlyList<string> extensions, string what, string layout)
    {
        if (!Directory.Exists(folder)) throw new DatasetException($"{folder} does not exist; it should hold the {what}. {layout}");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        IReadOnlyList<DataFile> others = DataFolder.ByStem(folder, extensions, files);
        if (files.Count == 0) throw new DatasetException($"{folder} holds no {what} ({string.Join(", ", extensions)}), nor do the folders in it.");
        return (files, others);
    }

    /// <summary>The first files of some names, as the subject of a sentence with "has" or "have".</summary>
    public static string Some(string[] names, SortedDictionary<string, string> files)
    {
        const int shown = 5;
        string list = string.Join(", ", names.Take(shown).Select(name => files[name]));
        return (names.Length > shown ? $"{list} and {names.Length - shown} more" : list) + (names.Length == 1 ? " has" : " have");
    }
}
