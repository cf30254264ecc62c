using System;
using System.Collections.Generic;
using System.Threading;

namespace FcnGen.Gpu;

/// <summary>
/// One GPU kernel with everything that is constant about it: which code (<see cref="Family"/>), specialised for which types, for how
/// many threads. Two definitions with the same <see cref="Name"/> are the same kernel: names are made of the constants, so that layers
/// of equal shape share one. Definitions live as long as the process.
/// </summary>
public sealed class KernelDefinition
{
    private static int _count;

    /// <summary>Describes a kernel.</summary>
    /// <param name="family">Name of the class in FcnGen.Kernels whose static method <c>Run</c> is the kernel.</param>
    /// <param name="threads">Threads of a group (one dimension).</param>
    /// <param name="constants">What sets this kernel apart from its family, made of lower-case letters, digits and underscores; empty if nothing.</param>
    /// <param name="types">Type arguments of <c>Run</c>.</param>
    public KernelDefinition(string family, int threads, string constants, params Type[] types)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(constants);
        ArgumentNullException.ThrowIfNull(types);
        Family = family;
        Threads = threads;
        Name = KernelNames.Snake(family) + (constants.Length == 0 ? "" : "_" + constants);
        Types = types;
        Index = Interlocked.Increment(ref _count) - 1;
    }

    /// <summary>Unique and the same in every build; the entry point in the compiled text.</summary>
    public string Name { get; }

    /// <summary>Name of the class in FcnGen.Kernels whose static method <c>Run</c> is the kernel.</summary>
    public string Family { get; }

    /// <summary>Type arguments of <c>Run</c>; only the compiler looks at them.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>Threads of a group.</summary>
    public int Threads { get; }

    /// <summary>Groups that a multiprocessor should hold at once: bounds the registers of a thread; 0 for no bound.</summary>
    public int GroupsPerProcessor { get; init; }

    /// <summary>Bytes of dynamic shared memory of a group; CUDA only.</summary>
    public int SharedBytes { get; init; }

    /// <summary>True if the kernel uses instructions of NVIDIA GPUs (tensor cores, asynchronous copies) and has no OpenCL form.</summary>
    public bool CudaOnly { get; init; }

    /// <summary>A dense number within this process, for tables of loaded kernels.</summary>
    internal int Index { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
