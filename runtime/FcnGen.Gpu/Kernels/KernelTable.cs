using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace FcnGen.Gpu;

/// <summary>
/// The kernels that a device has loaded. A definition is found by its number, without a search; definitions of one name share a kernel.
/// Used under the device's gate.
/// </summary>
/// <param name="load">Loads one kernel, on any thread.</param>
/// <typeparam name="TKernel">A kernel as the backend holds it.</typeparam>
internal sealed class KernelTable<TKernel>(Func<KernelDefinition, TKernel> load) : IDisposable
    where TKernel : class, IDisposable
{
    private readonly Dictionary<string, TKernel> _byName = new(StringComparer.Ordinal);
    private TKernel?[] _byIndex = new TKernel?[64];

    /// <summary>The kernel, if it is loaded.</summary>
    public TKernel? Find(KernelDefinition kernel)
    {
        if (kernel.Index < _byIndex.Length && _byIndex[kernel.Index] is { } known) return known;
        return _byName.TryGetValue(kernel.Name, out TKernel? loaded) ? Note(kernel, loaded) : null;
    }

    /// <summary>The kernel, loaded now if it is not there yet.</summary>
    public TKernel Get(KernelDefinition kernel)
    {
        if (Find(kernel) is { } found) return found;
        TKernel loaded = load(kernel);
        _byName.Add(kernel.Name, loaded);
        return Note(kernel, loaded);
    }

    /// <summary>
    /// Loads on all cores those of the kernels that are not there yet. If some fail, the others are kept and the failure of the first of them
    /// is thrown: it does not depend on how threads ran.
    /// </summary>
    /// <param name="kernels">What will be launched.</param>
    /// <param name="progress">Told at the start and after each kernel, by several threads; may be null.</param>
    /// <param name="cancel">Stops before the next kernels; those that are loaded are kept.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, and a kernel is missing.</exception>
    public void Load(IEnumerable<KernelDefinition> kernels, IProgress<KernelProgress>? progress, CancellationToken cancel = default)
    {
        KernelDefinition[] missing = [.. kernels.Where(kernel => Find(kernel) is null).DistinctBy(kernel => kernel.Name)];
        var loaded = new TKernel?[missing.Length];
        var failures = new Exception?[missing.Length];
        int done = 0;
        if (missing.Length > 0) progress?.Report(new KernelProgress(0, missing.Length));

        Parallel.For(0, missing.Length, AllCores.Bound, i =>
        {
            if (cancel.IsCancellationRequested) return;
            try
            {
                loaded[i] = load(missing[i]);
            }
            catch (Exception e)
            {
                failures[i] = e;
            }

            progress?.Report(new KernelProgress(Interlocked.Increment(ref done), missing.Length));
        });
        for (int i = 0; i < missing.Length; i++)
        {
            if (loaded[i] is { } one) _byName.Add(missing[i].Name, one);
        }

        if (Array.Exists(loaded, one => one is null)) cancel.ThrowIfCancellationRequested();
        if (Array.Find(failures, failure => failure is not null) is { } first) ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>Releases all kernels.</summary>
    public void Dispose()
    {
        foreach (TKernel kernel in _byName.Values) kernel.Dispose();
        _byName.Clear();
        _byIndex = [];
    }

    private TKernel Note(KernelDefinition kernel, TKernel loaded)
    {
        if (kernel.Index >= _byIndex.Length) Array.Resize(ref _byIndex, Math.Max(kernel.Index + 1, 2 * _byIndex.Length));
        return _byIndex[kernel.Index] = loaded;
    }
}
