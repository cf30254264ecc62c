using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>The files of a sample. What was found in them holds until their size or time changes.</summary>
/// <param name="Picture">The path of the picture; of several inputs, the first.</param>
/// <param name="Labels">The path of the labels; of several label maps, the first.</param>
public sealed record SampleFiles(string Picture, string Labels)
{
    /// <summary>
    /// How the sample is made of its files, as text, where it is not what they hold: a data set that maps labels or changes pictures
    /// appends here what it does, so that samples read in another way are told apart.
    /// </summary>
    public string Reading { get; init; } = "";

    /// <summary>The paths of further inputs and label maps, always in one order.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>True if all paths and the reading are the same.</summary>
    public bool Equals(SampleFiles? other) => other is not null
        && (Picture, Labels, Reading) == (other.Picture, other.Labels, other.Reading) && Others.SequenceEqual(other.Others);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Picture, Labels, Reading, Others.Count);
}

/// <summary>Samples, numbered; the order is the same on every machine.</summary>
public interface IDataset
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>The name of a sample.</summary>
    string NameOf(int index);

    /// <summary>
    /// Reads a sample. May be called from another thread than the one that made the data set, and by several threads at once where
    /// <see cref="FilesOf"/> names files.
    /// </summary>
    Sample Load(int index);

    /// <summary>
    /// The files of a sample, where it comes from files; else null. Data sets over others pass it on, with what they do to the sample in
    /// <see cref="SampleFiles.Reading"/>: such samples are checked in parallel, and not again while the files stay as they are.
    /// </summary>
    SampleFiles? FilesOf(int index) => null;
}
