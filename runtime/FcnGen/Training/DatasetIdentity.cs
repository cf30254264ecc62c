using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace FcnGen;

/// <summary>What tells data sets apart: a run resumes exactly only on the same samples.</summary>
/// <param name="Names">A hash of number, order and names; empty if no data set was seen.</param>
/// <param name="Content">A hash of pictures and labels too; empty if they were not checked.</param>
internal sealed record DatasetIdentity(string Names, string Content)
{
    /// <summary>Checks a data set and makes sure that it is this one, as far as both are known.</summary>
    /// <returns>Its identity.</returns>
    /// <exception cref="DatasetException">It is another one.</exception>
    /// <exception cref="FcnGenException">A sample cannot be used.</exception>
    public DatasetIdentity Verify(IDataset dataset, NetworkDescription network, SolverOptions options, long iteration, CancellationToken cancel)
    {
        string names = Hash(dataset, _ => "");
        if (Names.Length > 0 && Names != names) throw Other(dataset, iteration, "its number of samples or their names differ");
        if (!options.CheckData) return this with { Names = names };
        DatasetReport report = DatasetCheck.Run(dataset, new DatasetCheckOptions
        {
            Network = network,
            Solver = options,
            MemoryFile = options.CheckpointFolder is { } folder ? Path.Combine(folder, DatasetCheck.MemoryFileName) : null,
        }, cancel: cancel);
        report.ThrowIfBad();
        if (Content.Length > 0 && Content != report.Identity) throw Other(dataset, iteration, "pictures or labels of the same names have changed");
        return new DatasetIdentity(names, report.Identity);
    }

    /// <summary>A hash of number, order, names, pictures and labels.</summary>
    public static string OfContent(IDataset dataset, IReadOnlyList<SampleFacts> facts) => Hash(dataset, i => facts[i].Sha256 + '\n');

    private static DatasetException Other(IDataset dataset, long iteration, string difference) => new(
        $"The data set ({dataset.Count} samples) is not the one that this run was trained on up to iteration {iteration}: {difference}. "
        + "Use the same data set, or start a new run from the weights.");

    private static string Hash(IDataset dataset, Func<int, string> more)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < dataset.Count; i++) hash.AppendData(Encoding.UTF8.GetBytes(dataset.NameOf(i) + '\n' + more(i)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
