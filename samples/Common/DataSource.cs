using System;
using System.IO;

namespace FcnGen.Samples;

/// <summary>Opens labelled pictures in whichever of the three layouts a path has.</summary>
public static class DataSource
{
    /// <summary>What a path may be, for help texts and messages.</summary>
    public const string Layouts = "a folder with image/ and label/, a PASCAL VOC folder, or a text file with a picture and a label per line (or a list of a PASCAL VOC folder)";

    /// <summary>Opens a data set.</summary>
    /// <param name="path">See <see cref="Layouts"/>.</param>
    /// <param name="split">For PASCAL VOC: which list of <c>ImageSets/Segmentation</c>.</param>
    /// <param name="colors">The class of each colour, where label PNGs hold colours.</param>
    /// <param name="pictures">How to read its pictures; null for the defaults.</param>
    /// <exception cref="ProgramException">The path has none of the layouts.</exception>
    /// <exception cref="DatasetException">The layout is there, but files are missing.</exception>
    public static IDataset Open(string path, string split, ClassTable? colors = null, PictureOptions? pictures = null)
    {
        if (File.Exists(path)) return new ListFile(path) { LabelColors = colors, Pictures = pictures };
        if (!Directory.Exists(path)) throw new ProgramException($"There is no data \"{path}\". Expected: {Layouts}.");
        if (IsVoc(path)) return new VocDataset(path, split) { LabelColors = colors, Pictures = pictures };
        if (Directory.Exists(Path.Combine(path, "image")) || Directory.Exists(Path.Combine(path, "label"))) return new FolderPairs(path) { LabelColors = colors, Pictures = pictures };
        throw new ProgramException($"\"{path}\" holds no labelled pictures that can be recognised. Expected: {Layouts}.");
    }

    /// <summary>True for a folder in the layout of PASCAL VOC.</summary>
    public static bool IsVoc(string path) => Directory.Exists(Path.Combine(path, "JPEGImages"));
}
