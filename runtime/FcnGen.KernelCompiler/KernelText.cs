using System;
using FcnGen.Gpu;

namespace FcnGen.KernelCompiler;

/// <summary>The kernels of this process, compiled when they are first needed.</summary>
public sealed class CompiledKernels : IKernelSource
{
    /// <inheritdoc/>
    public string Text(KernelDefinition kernel, KernelTarget target) => throw new NotSupportedException();
}
