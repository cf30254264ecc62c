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

    /// <summary>Compiles all kernels on all cores and writes them as an archive.</summary>
    /// <returns>What did not compile; then nothing was written.</returns>
    public IReadOnlyList<KernelCompilationException> Compile(Stream to)
    {
        var texts = new ConcurrentBag<(string Name, KernelTarget Target, string Text)>();
        var failures = new ConcurrentBag<KernelCompilationException>();

        // ILGPU waits for threads of its own: without a bound, ever more kernels would be begun and none finished.
        var bound = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Kernels.GroupBy(entry => entry.Kernel.Name, StringComparer.Ordinal), bound, group =>
        {
            try
            {
                KernelTarget[] targets = [.. group.Select(entry => entry.Target)];
                string[] compiled = OfflineCompiler.Compile(group.First().Kernel, targets);
                for (int i = 0; i < targets.Length; i++) texts.Add((group.Key, targets[i], compiled[i]));
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
