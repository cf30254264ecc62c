using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Folders side by side, one for each input and each label map, with files of the same names up to the extension: <c>color/a.jpg</c>,
/// <c>depth/a.png</c>, <c>loss_semantic/a.png</c>. A folder has the name of the input or of the loss that it is for; a single folder may have any
/// name, and its files go to the only input, or to every loss. Inputs are read as they are stored (<see cref="Raster.Load(string, System.Threading.CancellationToken)"/>:
/// pictures, 16 bits, NumPy arrays), label maps as label PNGs. Folders inside are read too, hidden files are left out (see
/// <see cref="DataFolder"/>). Sorted by name.
/// </summary>
public sealed class FolderSamples : IDataset
{
    private readonly string[] _names;
    private readonly (string Name, SortedDictionary<string, string> Files)[] _inputs, _labels;

    /// <summary>Finds the files.</summary>
    /// <param name="folder">The folder that holds them all.</param>
    /// <param name="inputs">Names of the folders of inputs.</param>
    /// <param name="labels">Names of the folders of label PNGs.</param>
    /// <exception cref="ArgumentException">None is named, or one twice.</exception>
    /// <exception cref="DatasetException">A folder is missing or empty, or has not the same files as the others.</exception>
    public FolderSamples(string folder, IReadOnlyList<string> inputs, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (inputs.Count == 0) throw new ArgumentException("Name at least one folder of inputs.", nameof(inputs));
        if (labels.Count == 0) throw new ArgumentException("Name at least one folder of labels.", nameof(labels));
        string[] folders = [.. inputs, .. labels];
        if (folders.Distinct(StringComparer.Ordinal).Count() < folders.Length)
            throw new ArgumentException($"Each folder is for one input or one label map; {string.Join(", ", folders)} names one twice.", nameof(labels));
        string layout = $"Expected are the folders {string.Join(", ", folders)} with files of the same names.";
        _inputs = Find(inputs, FolderFiles.RasterExtensions, "inputs");
        _labels = Find(labels, [".png"], "label PNGs");
        _names = [.. _inputs[0].Files.Keys];
        foreach ((string name, SortedDictionary<string, string> files) in _inputs[1..].Concat(_labels))
        {
            Require(files, _inputs[0].Files, Path.Combine(folder, inputs[0]));
            Require(_inputs[0].Files, files, Path.Combine(folder, name));
        }

        (string, SortedDictionary<string, string>)[] Find(IReadOnlyList<string> names, IReadOnlyList<string> extensions, string what) =>
            [.. names.Select(name => (name, FolderFiles.Read(Path.Combine(folder, name), extensions, what, layout).Files))];
    }

    /// <summary>The class of each colour, where label PNGs hold colours; null where their values are the classes.</summary>
    public ClassTable? LabelColors { get; init; }

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public string NameOf(int index) => _names[index];

    /// <inheritdoc/>
    public Sample Load(int index)
    {
        string name = _names[index];
        return new Sample(
            name,
            _inputs.ToDictionary(part => NameIn(_inputs, part.Name), part => Raster.Load(part.Files[name])),
            _labels.ToDictionary(part => NameIn(_labels, part.Name), part => LabelColors is null ? LabelMap.Load(part.Files[name]) : LabelMap.Load(part.Files[name], LabelColors)))
        {
            LabelSource = _labels.Length == 1 ? _labels[0].Files[name] : name,
        };
    }

    /// <inheritdoc/>
    public SampleFiles? FilesOf(int index)
    {
        string name = _names[index];
        return new SampleFiles(_inputs[0].Files[name], _labels[0].Files[name])
        {
            Others = [.. _inputs[1..].Concat(_labels[1..]).Select(part => part.Files[name])],
            Reading = $"inputs {string.Join(' ', _inputs.Select(part => part.Name))}, labels {string.Join(' ', _labels.Select(part => part.Name))};"
                + (LabelColors is null ? "" : $"colours {LabelColors.Fingerprint};"),
        };
    }

    private static string NameIn((string Name, SortedDictionary<string, string> Files)[] parts, string name) => parts.Length == 1 ? Sample.Unnamed : name;

    private static void Require(SortedDictionary<string, string> files, SortedDictionary<string, string> counterparts, string folder)
    {
        string[] alone = [.. files.Keys.Where(name => !counterparts.ContainsKey(name))];
        if (alone.Length > 0) throw new DatasetException($"{FolderFiles.Some(alone, files)} no file of the same name in {folder}. Add what is missing, or move the rest away.");
    }
}
