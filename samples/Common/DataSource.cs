using System;
using System.IO;

namespace FcnGen.Samples;

/// <summary>Opens labelled pictures in whichever of the three layouts a path has.</summary>
public static class DataSource
{
    /// <summary>What a path may be, for help texts and messages.</summary>
    public const string Layouts = "a folder with image/ and label/, a PASCAL VOC folder, or a text file with a picture and a label per line";

    /// <summary>Opens a data set.</summary>
    /// <param name="path">See <see cref="Layouts"/>.</param>
    /// <param name="split">For PASCAL VOC: which list of <c>ImageSets/Segmentation</c>.</param>
    /// <exception cref="ProgramException">The path has none of the layouts.</exception>
    /// <exception cref="DatasetException">The layout is there, but files are missing.</exception>
    public static IDataset Open(string path, string split)
    {
        if (File.Exists(path)) return new ListFile(path);
        if (!Directory.Exists(path)) throw new ProgramException($"There is no data \"{path}\". Expected: {Layouts}.");
        if (IsVoc(path)) return new VocDataset(path, split);
        if (Directory.Exists(Path.Combine(path, "image")) || Directory.Exists(Path.Combine(path, "label"))) return new FolderPairs(path);
        throw new ProgramException($"\"{path}\" holds no labelled pictures that can be recognised. Expected: {Layouts}.");
    }

    /// <summary>True for a folder in the layout of PASCAL VOC.</summary>
    public static bool IsVoc(string path) => Directory.Exists(Path.Combine(path, "JPEGImages"));
}

/// <summary>A data set whose void label is another number than 255; it becomes 255 on loading.</summary>
/// <param name="source">The data set.</param>
/// <param name="label">The label that means void there, such as 11 in CamVid.</param>
public sealed class WithVoidLabel(IDataset source, byte label) : IDataset
{
    /// <inheritdoc/>
    public int Count => source.Count;

    /// <inheritdoc/>
    public string NameOf(int index) => source.NameOf(index);

    /// <inheritdoc/>
    public SampleFiles? FilesOf(int index) => source.FilesOf(index) is { } files ? files with { Reading = $"{files.Reading}void {label};" } : null;

    /// <inheritdoc/>
    public Sample Load(int index)
    {
        Sample sample = source.Load(index);
        var labels = (byte[])sample.Labels.Labels.Clone();
        labels.AsSpan().Replace(label, (byte)255);
        return sample with { Labels = new LabelMap(labels, sample.Labels.Width, sample.Labels.Height) };
    }
}
