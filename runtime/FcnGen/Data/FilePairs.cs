using System.Collections.Generic;

namespace FcnGen;

/// <summary>A data set of picture and label files; its readers differ only in how they find the pairs.</summary>
public abstract class FilePairs : IDataset
{
    private readonly List<(string Name, string Picture, string Label)> _pairs;
    private string? _reading;

    private protected FilePairs(List<(string Name, string Picture, string Label)> pairs, bool asStored)
    {
        _pairs = pairs;
        AsStored = asStored;
    }

    /// <summary>How pictures are read; null for the defaults.</summary>
    public PictureOptions? Pictures { get; init; }

    /// <summary>
    /// True if inputs are read with all the channels and bits that they store (<see cref="Raster.Load(string, System.Threading.CancellationToken)"/>)
    /// rather than as RGB of 8 bits; <see cref="Pictures"/> is then for nothing.
    /// </summary>
    public bool AsStored { get; }

    /// <summary>The class of each colour, where label PNGs hold colours; null where their values are the classes.</summary>
    public ClassTable? LabelColors { get; init; }

    /// <inheritdoc/>
    public int Count => _pairs.Count;

    /// <inheritdoc/>
    public string NameOf(int index) => _pairs[index].Name;

    /// <inheritdoc/>
    public Sample Load(int index)
    {
        (string name, string picture, string label) = _pairs[index];
        return AsStored ? Sample.Pair(name, Raster.Load(picture), picture, label, LabelColors) : Sample.Load(name, picture, label, LabelColors, Pictures);
    }

    /// <inheritdoc/>
    public SampleFiles? FilesOf(int index) => new(_pairs[index].Picture, _pairs[index].Label) { Reading = _reading ??= Reading() };

    private string Reading() =>
        (LabelColors is null ? "" : $"colours {LabelColors.Fingerprint};") + (AsStored ? "as stored;" : Pictures?.Range is { } range ? $"range {range};" : "");
}
