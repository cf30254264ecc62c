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
/// <param name="asStored">
/// True to read inputs with all the channels and bits that they store (see <see cref="FilePairs.AsStored"/>), NumPy arrays (<c>.npy</c>) among them.
/// </param>
/// <exception cref="DatasetException">A folder is missing or empty, a picture has no label or the other way round, or a name occurs twice.</exception>
public sealed class FolderPairs(string folder, string images = "image", string labels = "label", bool asStored = false)
    : FilePairs(Find(folder, images, labels, asStored), asStored)
{
    private const string Layout = "Expected are the folders image and label with files of the same names.";

    private static List<(string Name, string Picture, string Label)> Find(string folder, string images, string labels, bool asStored)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        string pictureFolder = Path.Combine(folder, images), labelFolder = Path.Combine(folder, labels);
        (SortedDictionary<string, string> pictures, _) = FolderFiles.Read(pictureFolder, asStored ? FolderFiles.RasterExtensions : DataFolder.PictureExtensions, "pictures", Layout);
        (SortedDictionary<string, string> maps, IReadOnlyList<DataFile> others) = FolderFiles.Read(labelFolder, [".png"], "label PNGs", Layout);
        string[] unlabelled = [.. pictures.Keys.Where(name => !maps.ContainsKey(name))];
        string[] unpictured = [.. maps.Keys.Where(name => !pictures.ContainsKey(name))];
        if (unlabelled.Length > 0)
        {
            DataFile lossy = others.FirstOrDefault(file => pictures.ContainsKey(file.Stem) && !maps.ContainsKey(file.Stem));
            throw new DatasetException(
                $"{FolderFiles.Some(unlabelled, pictures)} no label of the same name in {labelFolder}. "
                + (lossy.Path is not null
                    ? $"There is {lossy.Path}, but labels are PNGs: JPEG changes their values. Export them again as PNG."
                    : "Add the missing labels or move the pictures away."));
        }
        if (unpictured.Length > 0)
        {
            throw new DatasetException(
                $"{FolderFiles.Some(unpictured, maps)} no picture of the same name in {pictureFolder}. "
                + "Add the missing pictures or move the labels away.");
        }
        return [.. pictures.Select(pair => (pair.Key, pair.Value, maps[pair.Key]))];
    }
}
