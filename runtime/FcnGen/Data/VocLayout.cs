using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>The folders of a data set laid out as PASCAL VOC, and the files of an id in them.</summary>
/// <param name="folder">The folder that holds <c>JPEGImages</c>.</param>
internal sealed class VocLayout(string folder)
{
    private const string PictureFolder = "JPEGImages", ListFolder = "ImageSets";

    // The original labels first; the others are of the augmented set, and of tools that write plain indices.
    private static readonly string[] LabelFolders = ["SegmentationClass", "SegmentationClassAug", "SegmentationClassRaw", "SegmentationClassPNG"];

    private readonly IReadOnlyList<string> _extensions = DataFolder.PictureExtensions;
    private Dictionary<string, string>? _pictures, _labels;

    /// <summary>The folder that holds <c>JPEGImages</c>.</summary>
    public string Folder => folder;

    /// <summary>The data set that a list lies in, looked for in the folders above; null if there is none.</summary>
    public static VocLayout? Around(string list)
    {
        const int levels = 3;
        string? above = Path.GetDirectoryName(Path.GetFullPath(list));
        for (int level = 0; level < levels && above is not null; level++, above = Path.GetDirectoryName(above))
        {
            if (Directory.Exists(Path.Combine(above, PictureFolder))) return new VocLayout(above);
        }

        return null;
    }

    /// <summary>The list of a split: in <c>ImageSets/Segmentation</c>, else in another folder of <c>ImageSets</c>, else beside them.</summary>
    /// <exception cref="DatasetException">There is none.</exception>
    public string ListOf(string split)
    {
        string sets = Path.Combine(folder, ListFolder), standard = Path.Combine(sets, "Segmentation");
        string file = split.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? split : split + ".txt";
        string[] inside = Directory.Exists(sets) ? [.. Directory.EnumerateDirectories(sets).Order(StringComparer.Ordinal)] : [];
        foreach (string place in (IEnumerable<string>)[standard, .. inside, sets, folder])
        {
            string list = Path.Combine(place, file);
            if (File.Exists(list)) return list;
        }

        string[] others = Directory.Exists(standard) ? [.. Directory.EnumerateFiles(standard, "*.txt").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)] : [];
        throw new DatasetException(
            $"{Path.Combine(standard, file)} does not exist. "
            + (others.Length > 0 ? $"That folder has {string.Join(", ", others)}." : "The folder must hold JPEGImages, SegmentationClass and ImageSets/Segmentation."));
    }

    /// <summary>The picture, of whatever extension, and the label PNG of an id.</summary>
    /// <exception cref="DatasetException">One of them is missing.</exception>
    public (string Name, string Picture, string Label) Pair(string id, string list)
    {
        string name = CanonicalName.Of(id.Replace('\\', '/')).TrimStart('/');
        if (name.StartsWith(PictureFolder + "/", StringComparison.Ordinal)) name = name[(PictureFolder.Length + 1)..];
        if (DataFolder.IsOneOf(name, _extensions)) name = name[..^Path.GetExtension(name).Length];
        _pictures ??= Index([PictureFolder], _extensions);
        _labels ??= Index(LabelFolders, [".png"]);
        if (!_pictures.TryGetValue(name, out string? picture))
        {
            throw new DatasetException(
                $"{list} names {id}, but {Path.Combine(folder, PictureFolder)} holds no picture {name} ({string.Join(", ", _extensions.Take(9))}). "
                + "Unpack the whole data set, or remove the id from the list.");
        }
        if (!_labels.TryGetValue(name, out string? label))
        {
            string[] there = [.. LabelFolders.Where(one => Directory.Exists(Path.Combine(folder, one)))];
            throw new DatasetException(
                $"{list} names {id}, but {name}.png is not in {(there.Length > 0 ? string.Join(" or ", there) : LabelFolders[0])} of {folder}. "
                + "Unpack the whole data set, or remove the id from the list.");
        }

        return (name, picture, label);
    }

    private Dictionary<string, string> Index(IEnumerable<string> folders, IReadOnlyList<string> extensions)
    {
        var index = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string one in folders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists)) DataFolder.ByStem(one, extensions, index);
        return index;
    }
}
