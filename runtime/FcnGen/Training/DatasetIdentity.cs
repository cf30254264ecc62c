using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace FcnGen;

/// <summary>What tells data sets apart: a run resumes exactly only on the same samples.</summary>
internal static class DatasetIdentity
{
    /// <summary>A hash of number, order and names.</summary>
    public static string OfNames(IDataset dataset) => Hash(dataset, _ => "");

    /// <summary>A hash of number, order, names, pictures and labels.</summary>
    public static string OfContent(IDataset dataset, IReadOnlyList<SampleFacts> facts) => Hash(dataset, i => facts[i].Sha256 + '\n');

    private static string Hash(IDataset dataset, Func<int, string> more)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < dataset.Count; i++) hash.AppendData(Encoding.UTF8.GetBytes(dataset.NameOf(i) + '\n' + more(i)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
