using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Text;

namespace FcnGen;

/// <summary>Where a check of a data set stands.</summary>
/// <param name="Done">Pairs that were read, or known from an earlier check.</param>
/// <param name="Of">Pairs in all.</param>
public readonly record struct DatasetCheckProgress(int Done, int Of);

/// <summary>A pair that cannot be used.</summary>
/// <param name="Index">Its number in the data set.</param>
/// <param name="Name">Its name.</param>
/// <param name="Error">What is wrong; its message stands alone.</param>
public sealed record DatasetProblem(int Index, string Name, Exception Error);

/// <summary>What a check found in a data set: what is wrong with it, and which labels it holds.</summary>
public sealed class DatasetReport
{
    internal DatasetReport(int count, IReadOnlyList<DatasetProblem> problems)
    {
        Count = count;
        Problems = problems;
    }

    /// <summary>Pairs of the data set.</summary>
    public int Count { get; }

    /// <summary>Pairs that were decoded for this report; the others were known from an earlier one.</summary>
    public int Decoded { get; internal init; }

    /// <summary>Pairs that could be read, whether or not they fit the network.</summary>
    public int Readable { get; internal init; }

    /// <summary>Every pair that cannot be used, in the order of the data set.</summary>
    public IReadOnlyList<DatasetProblem> Problems { get; }

    /// <summary>Pixels of each label, 0 to 255, over all readable pairs and all their label maps, as the data set gives them.</summary>
    public IReadOnlyList<long> LabelCounts { get; internal init; } = new long[256];

    /// <summary>Pixels of each label, 0 to 255, of the label maps of each name; <see cref="Sample.Unnamed"/> is the name of one that has none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> LabelCountsByName { get; internal init; } = new Dictionary<string, IReadOnlyList<long>>();

    /// <summary>Pictures that hold each label, 0 to 255.</summary>
    public IReadOnlyList<int> PicturesWithLabel { get; internal init; } = new int[256];

    /// <summary>The hash of all names, pictures and labels in their order; empty where a pair could not be read.</summary>
    public string Identity { get; internal init; } = "";

    /// <summary>What is wrong, a pair per line, in one message.</summary>
    /// <param name="lines">Most pairs to name.</param>
    public string Describe(int lines = 20)
    {
        if (Problems.Count == 0) return $"All {Count} pairs can be used.";
        var text = new StringBuilder($"{Problems.Count} of {Count} pairs cannot be used:");
        foreach (DatasetProblem problem in Problems.Take(lines)) text.Append("\n  ").Append(problem.Error.Message);
        if (Problems.Count > lines) text.Append($"\n  and {Problems.Count - lines} more");
        return text.ToString();
    }

    /// <summary>Throws if a pair cannot be used: its own error if it is the only one, else one that names the first of them.</summary>
    /// <exception cref="FcnGenException">A pair cannot be used.</exception>
    public void ThrowIfBad()
    {
        if (Problems.Count == 1) ExceptionDispatchInfo.Throw(Problems[0].Error);
        if (Problems.Count > 0) throw new DatasetException(Describe(), Problems[0].Error);
    }
}
