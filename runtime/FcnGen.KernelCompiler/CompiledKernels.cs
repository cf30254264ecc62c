using System;
using System.Collections.Concurrent;
using System.Threading;
using FcnGen.Gpu;

namespace FcnGen.KernelCompiler;

/// <summary>The kernels of this process, compiled when they are first needed. Safe for use by several threads.</summary>
public sealed class CompiledKernels : IKernelSource
{
    // One cache for the process: a kernel is the same for every device and network.
    private static readonly ConcurrentDictionary<(string Name, KernelTarget Target), Lazy<string>> Texts = new();

    /// <inheritdoc/>
    /// <exception cref="KernelCompilationException">It does not compile.</exception>
    public string Text(KernelDefinition kernel, KernelTarget target)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return Texts.GetOrAdd(
            (kernel.Name, target),
            _ => new Lazy<string>(() => OfflineCompiler.Compile(kernel, target), LazyThreadSafetyMode.ExecutionAndPublication)).Value;
    }
}
