using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>Samples that are already in memory.</summary>
/// <param name="samples">The samples; all inputs and label maps of one have one size.</param>
public sealed class InMemoryDataset(IReadOnlyList<Sample> samples) : IDataset
{
    private readonly IReadOnlyList<Sample> _samples = samples ?? throw new ArgumentNullException(nameof(samples));

    /// <inheritdoc/>
    public int Count => _samples.Count;

    /// <inheritdoc/>
    public string NameOf(int index) => _samples[index].Name;

    /// <inheritdoc/>
    public Sample Load(int index) => _samples[index];
}

/// <summary>Parts of data sets.</summary>
public static class DatasetSubsets
{
    /// <summary>The samples at the given places, in that order.</summary>
    public static IDataset Subset(this IDataset dataset, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(indices);
        return new Part(dataset, indices);
    }

    /// <summary>Sorts by name and holds out every n-th sample: the first, then the n-th after it, and so on.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="every">n, at least 2.</param>
    /// <returns>What is left to train on, and what was held out.</returns>
    /// <exception cref="DatasetException">There are fewer than two samples.</exception>
    public static (IDataset Training, IDataset HeldOut) Split(this IDataset dataset, int every)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 2);
        if (dataset.Count < 2)
        {
            throw new DatasetException(
                $"{dataset.Count} sample cannot be split into training and held-out pictures; "
                + "at least 2 are needed.");
        }
        int[] sorted = [.. Enumerable.Range(0, dataset.Count).OrderBy(dataset.NameOf, StringComparer.Ordinal)];
        return (dataset.Subset([.. sorted.Where((_, place) => place % every != 0)]), dataset.Subset([.. sorted.Where((_, place) => place % every == 0)]));
    }

    /// <summary>The data set with every sample kept after it was first read, for sets that fit in memory.</summary>
    public static IDataset Cached(this IDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new Cache(dataset);
    }

    private sealed class Part(IDataset whole, IReadOnlyList<int> indices) : IDataset
    {
        public int Count => indices.Count;

        public string NameOf(int index) => whole.NameOf(indices[index]);

        public Sample Load(int index) => whole.Load(indices[index]);

        public SampleFiles? FilesOf(int index) => whole.FilesOf(indices[index]);
    }

    private sealed class Cache(IDataset source) : IDataset
    {
        private readonly Sample?[] _samples = new Sample?[source.Count];

        public int Count => source.Count;

        public string NameOf(int index) => source.NameOf(index);

        public Sample Load(int index) => _samples[index] ??= source.Load(index);

        public SampleFiles? FilesOf(int index) => source.FilesOf(index);
    }
}
