using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>
/// A data set laid out as PASCAL VOC: <c>JPEGImages/ID.jpg</c>, <c>SegmentationClass/ID.png</c> (palette PNGs, 255 = void) and
/// <c>ImageSets/Segmentation/SPLIT.txt</c> with an id per line.
/// </summary>
/// <param name="folder">The folder of one year, such as <c>VOCdevkit/VOC2012</c>.</param>
/// <param name="split">The list to use: <c>train</c>, <c>val</c>, <c>trainval</c>, or one of your own.</param>
/// <exception cref="DatasetException">The list is missing or empty, or a file of an id is missing.</exception>
public sealed class VocDataset(string folder, string split) : FilePairs(Find(folder, split))
{
    private static List<(string Name, string Picture, string Label)> Find(string folder, string split)
    {
        string sets = Path.Combine(folder, "ImageSets", "Segmentation"), list = Path.Combine(sets, split + ".txt");
        if (!File.Exists(list))
        {
            string others = Directory.Exists(sets)
                ? $"That folder has {string.Join(", ", Directory.EnumerateFiles(sets, "*.txt").Select(Path.GetFileName).Order(StringComparer.Ordinal))}."
                : "The folder must hold JPEGImages, SegmentationClass and ImageSets/Segmentation.";
            throw new DatasetException($"{list} does not exist. {others}");
        }

        var pairs = new List<(string Name, string Picture, string Label)>();
        foreach (string line in ListLines.Read(list))
        {
            string id = line.Trim();
            if (id.Length == 0) continue;
            string picture = Path.Combine(folder, "JPEGImages", id + ".jpg"), label = Path.Combine(folder, "SegmentationClass", id + ".png");
            foreach (string file in new[] { picture, label })
            {
                if (!File.Exists(file))
                {
                    throw new DatasetException(
                        $"{list} names {id}, but {file} does not exist. "
                        + "Unpack the whole data set, or remove the id from the list.");
                }
            }

            pairs.Add((id, picture, label));
        }

        if (pairs.Count == 0) throw new DatasetException($"{list} is empty; it should name a picture per line.");
        return pairs;
    }
}
