using System;
using System.Collections.Concurrent;
using System.Threading;
using FcnGen.Gpu;

namespace FcnGen.KernelCompiler;

/// <summary>
/// The kernels of this process, compiled when they are first needed and kept in the user's cache for later runs (the environment variable
/// <c>FCNGEN_KERNEL_CACHE</c> names another folder, or is <c>off</c>). Safe for use by several threads.
/// </summary>
public sealed class CompiledKernels : IKernelSource
{
    // One cache for the process: a kernel is the same for every device and network.
    private static readonly ConcurrentDictionary<(string Name, KernelTarget Target), Lazy<string>> Texts = new();
    private static readonly KernelCache Cache = KernelCache.OfUser();

    /// <summary>
    /// True to compile every kernel for all targets at once, for programs that run it on devices of several kinds: two targets take hardly
    /// longer than one.
    /// </summary>
    internal bool AllTargets { get; init; }

    /// <inheritdoc/>
    /// <exception cref="KernelCompilationException">It does not compile.</exception>
    public string Text(KernelDefinition kernel, KernelTarget target)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return Texts.GetOrAdd(
            (kernel.Name, target), _ => new Lazy<string>(() => Cache.GetOrAdd(kernel, target, () => Compile(kernel, target)), LazyThreadSafetyMode.ExecutionAndPublication)).Value;
    }

    private string Compile(KernelDefinition kernel, KernelTarget target)
    {
        if (!AllTargets || kernel.CudaOnly) return OfflineCompiler.Compile(kernel, target);
        KernelTarget other = target == KernelTarget.Ptx ? KernelTarget.OpenCl : KernelTarget.Ptx;
        string[] texts = OfflineCompiler.Compile(kernel, [target, other]);
        Texts.TryAdd((kernel.Name, other), new Lazy<string>(Cache.GetOrAdd(kernel, other, () => texts[1])));
        return texts[0];
    }
}
