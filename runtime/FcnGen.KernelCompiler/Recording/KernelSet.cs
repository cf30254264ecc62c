using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Gpu;

namespace FcnGen.KernelCompiler;

/// <summary>All kernels of a program: those of its networks, for both targets and both precisions, each once.</summary>
internal sealed class KernelSet
{
    private readonly SortedDictionary<(KernelTarget Target, string Name), KernelDefinition> _kernels = new(
        Comparer<(KernelTarget Target, string Name)>.Create((a, b) => a.Target != b.Target ? a.Target.CompareTo(b.Target) : string.CompareOrdinal(a.Name, b.Name)));

    /// <summary>Kernels and targets, in the order of the archive.</summary>
    public IEnumerable<(KernelDefinition Kernel, KernelTarget Target)> Kernels => _kernels.Select(entry => (entry.Value, entry.Key.Target));

    /// <summary>Adds the kernels of a network.</summary>
    /// <exception cref="NetworkRecordingException">The network can't be created or run.</exception>
    public void Add(Type network, NetworkPasses passes)
    {
        foreach (var target in Enum.GetValues<KernelTarget>())
        {
            foreach (var precision in Enum.GetValues<Precision>())
            {
                foreach (var kernel in NetworkKernels.Of(network, passes, precision, target)) _kernels.TryAdd((target, kernel.Name), kernel);
            }
        }
    }

    /// <summary>Compiles all kernels that the cache does not have, on all cores, and writes an archive of all.</summary>
    /// <returns>What did not compile; then nothing was written.</returns>
    public IReadOnlyList<KernelCompilationException> Compile(Stream to, KernelCache cache)
    {
        var texts = new ConcurrentBag<(string Name, KernelTarget Target, string Text)>();
        var failures = new ConcurrentBag<KernelCompilationException>();

        Parallel.ForEach(Kernels.GroupBy(entry => entry.Kernel.Name, StringComparer.Ordinal), AllCores.Bound, group =>
        {
            try
            {
                var kernel = group.First().Kernel;
                var missing = new List<KernelTarget>();
                foreach (var (_, target) in group)
                {
                    if (cache.Find(kernel, target) is { } text) texts.Add((group.Key, target, text));
                    else missing.Add(target);
                }

                if (missing.Count == 0) return;
                string[] compiled = OfflineCompiler.Compile(kernel, [.. missing]);
                foreach (var (target, text) in missing.Zip(compiled))
                {
                    cache.Keep(kernel, target, text);
                    texts.Add((group.Key, target, text));
                }
            }
            catch (KernelCompilationException e)
            {
                failures.Add(e);
            }
        });
        if (failures.IsEmpty) KernelArchive.Write(to, texts);
        return [.. failures.OrderBy(failure => failure.Message, StringComparer.Ordinal)];
    }
}
