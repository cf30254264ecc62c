using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.KernelCompiler;
using FcnGen.Networks;

namespace FcnGen.Gpu.Tests.Nets;

/// <summary>Every kernel of every published network, all passes and both precisions, compiled once for the process.</summary>
internal static class PublishedKernels
{
    /// <summary>Each kernel once for each target.</summary>
    public static IReadOnlyList<(KernelDefinition Kernel, KernelTarget Target)> Definitions { get; } = Record();

    private static readonly Lazy<IReadOnlyDictionary<(KernelTarget Target, string Name), string>> _texts = new(() => Compile(Definitions));

    /// <summary>Their texts.</summary>
    public static IReadOnlyDictionary<(KernelTarget Target, string Name), string> Texts => _texts.Value;

    /// <summary>Compiles kernels on all cores, in this order.</summary>
    public static IReadOnlyDictionary<(KernelTarget Target, string Name), string> Compile(IEnumerable<(KernelDefinition Kernel, KernelTarget Target)> kernels)
    {
        var texts = new ConcurrentDictionary<(KernelTarget, string), string>();

        Parallel.ForEach(
            Partitioner.Create(kernels.GroupBy(entry => entry.Kernel.Name, StringComparer.Ordinal), EnumerablePartitionerOptions.NoBuffering),
            AllCores.Bound,
            group =>
            {
                KernelTarget[] targets = [.. group.Select(entry => entry.Target)];
                string[] compiled = OfflineCompiler.Compile(group.First().Kernel, targets);
                for (int i = 0; i < targets.Length; i++) texts[(targets[i], group.Key)] = compiled[i];
            });
        return texts;
    }

    private static List<(KernelDefinition Kernel, KernelTarget Target)> Record()
    {
        var found = new Dictionary<(KernelTarget, string), KernelDefinition>();
        foreach (string name in NetworkCatalog.Names)
        {
            Type network = typeof(NetworkCatalog).Assembly.GetType($"{typeof(NetworkCatalog).Namespace}.{name}", throwOnError: true)!;
            foreach (KernelTarget target in Enum.GetValues<KernelTarget>())
                foreach (Precision precision in Enum.GetValues<Precision>())
                    foreach (KernelDefinition kernel in NetworkKernels.Of(network, NetworkPasses.All, precision, target))
                        found.TryAdd((target, kernel.Name), kernel);
        }

        return [.. found.Select(entry => (entry.Value, entry.Key.Item1))];
    }
}
