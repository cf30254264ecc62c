using System;
using System.Collections.Generic;

namespace FcnGen.Samples;

/// <summary>What the labels of a command line mean.</summary>
public sealed record LabelReading
{
    /// <summary>What values mean; null to take them as they are.</summary>
    public LabelMapping? Mapping { get; init; }

    /// <summary>The class of each colour, for label PNGs that hold colours.</summary>
    public ClassTable? Colors { get; init; }

    /// <summary>Names of the classes for tables, legends and overlays.</summary>
    public ClassTable? Names { get; init; }

    /// <summary>How the pictures are read; null for the defaults.</summary>
    public PictureOptions? Pictures { get; init; }

    /// <summary>Opens labelled pictures; see <see cref="DataSource.Open"/>.</summary>
    public IDataset Open(string path, string split)
    {
        IDataset data = DataSource.Open(path, split, Colors, Pictures);
        return Mapping is null ? data : data.WithLabels(Mapping);
    }

    /// <summary>Refuses labels whose values are not those of a network.</summary>
    /// <param name="report">What a check of the data found.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="LabelContentException">Some are neither class nor void.</exception>
    public static void RequireValues(DatasetReport report, NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(report);
        LabelSummary summary = Summary(report.LabelCounts, network);
        if (summary.HasStrangers) summary.Require();
    }

    /// <summary>Refuses labels that a network cannot learn from, and warns where void may have been forgotten.</summary>
    /// <param name="counts">Pixels of each label, as <see cref="DatasetReport.LabelCounts"/> has them.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="LabelContentException">There are fewer than two classes, or labels that are neither class nor void.</exception>
    public void Require(IReadOnlyList<long> counts, NetworkDescription network)
    {
        Summary(counts, network).Require();
        Warn(counts, network);
    }

    /// <summary>Warns where scores mean little: one class alone, or a class that may have been meant as void.</summary>
    /// <param name="counts">Pixels of each label.</param>
    /// <param name="network">The network.</param>
    public void Warn(IReadOnlyList<long> counts, NetworkDescription network)
    {
        LabelSummary summary = Summary(counts, network);
        if ((summary.Problem ?? summary.Warning(Names)) is { } warning) Console.Error.WriteLine("warning: " + warning);
    }

    private static LabelSummary Summary(IReadOnlyList<long> counts, NetworkDescription network) =>
        new(counts, network.Outputs[0].Classes, network.IgnoreLabel);
}

/// <summary>Counts the labels of the samples that are read from a data set, each sample once.</summary>
/// <param name="source">The data set.</param>
public sealed class CountedLabels(IDataset source) : IDataset
{
    private readonly long[] _counts = new long[256];
    private readonly bool[] _seen = new bool[source.Count];

    /// <summary>Pixels of each label, 0 to 255, so far.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <inheritdoc/>
    public int Count => source.Count;

    /// <inheritdoc/>
    public string NameOf(int index) => source.NameOf(index);

    /// <inheritdoc/>
    public SampleFiles? FilesOf(int index) => source.FilesOf(index);

    /// <inheritdoc/>
    public Sample Load(int index)
    {
        Sample sample = source.Load(index);
        lock (_counts)
        {
            if (_seen[index]) return sample;
            _seen[index] = true;
            foreach (byte label in sample.Labels.Labels) _counts[label]++;
        }

        return sample;
    }
}
