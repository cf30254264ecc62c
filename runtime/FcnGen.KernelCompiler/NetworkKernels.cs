using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FcnGen.Geometry;
using FcnGen.Gpu;

namespace FcnGen.KernelCompiler;

/// <summary>What a program does with its networks.</summary>
public enum NetworkPasses
{
    /// <summary>Forward passes to scores and to labels.</summary>
    Inference,

    /// <summary>Those, and training.</summary>
    All,
}

/// <summary>
/// The kernels that a network launches, found by executing each of its passes once on a device that only takes notes, at its smallest size:
/// which kernels an operation needs does not depend on the size of the picture.
/// </summary>
public static class NetworkKernels
{
    // Which kernels are launched does not depend on it; it only has to be something.
    private const int Processors = 100;

    /// <summary>The kernels of one network for one target and precision, by name; those without constants of a network are among them.</summary>
    /// <param name="network">A class that the generator completed.</param>
    /// <param name="passes">What will be run.</param>
    /// <param name="precision">Precision of the device.</param>
    /// <param name="target">PTX for devices with tensor cores, OpenCL C for those without.</param>
    /// <exception cref="NetworkRecordingException">The network can't be created or run.</exception>
    public static IReadOnlyList<KernelDefinition> Of(Type network, NetworkPasses passes, Precision precision, KernelTarget target) =>
        Of(network, passes, precision, target, extraPixels: 0);

    /// <summary>As the other overload, at sides of so many pixels more than the smallest, where the network takes such pictures.</summary>
    internal static IReadOnlyList<KernelDefinition> Of(Type network, NetworkPasses passes, Precision precision, KernelTarget target, int extraPixels)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!network.IsSubclassOf(typeof(Network)) || network.GetConstructor([typeof(Device), typeof(int)]) is not { } constructor)
        {
            throw new NetworkRecordingException($"{network.FullName} is not a network whose kernels can be found: it must have the constructor that the generator makes.");
        }

        using var device = new RecordingDevice(precision, hasTensorCores: target == KernelTarget.Ptx, Processors);
        try
        {
            using var run = (Network)constructor.Invoke([device, 1]);
            PerAxis<int> size = run.Description.MinSize;
            int extra = run.Description.FixedSize is null ? extraPixels : 0;
            foreach (Pass pass in run.PlanAll(size.Height + extra, size.Width + extra, training: passes == NetworkPasses.All)) device.Note(run, pass);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What is thrown inside of the network, static constructors included.
            Exception cause = e;
            while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner) cause = inner;
            throw new NetworkRecordingException($"The kernels of {network.FullName} can't be found: created and run once, it failed with {cause.GetType().Name}: {cause.Message}", cause);
        }

        return
        [
            .. device.Recorded.Concat(device.Further).Concat(CommonKernels.All).DistinctBy(kernel => kernel.Name).OrderBy(kernel => kernel.Name, StringComparer.Ordinal),
        ];
    }
}

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

/// <summary>The kernels that a network needs can't be found.</summary>
/// <param name="message">The network and the reason.</param>
/// <param name="inner">The cause.</param>
public sealed class NetworkRecordingException(string message, Exception? inner = null) : FcnGenException(message, inner);
