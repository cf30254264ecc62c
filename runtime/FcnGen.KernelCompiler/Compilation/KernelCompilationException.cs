using System;

namespace FcnGen.KernelCompiler;

/// <summary>A GPU kernel does not compile: the message names the kernel, the layer it was specialised for, and the cause.</summary>
/// <param name="kernel">The kernel's name.</param>
/// <param name="layer">Network and layer, such as <c>Fcn8s.Conv1_1</c>; null if the kernel belongs to none.</param>
/// <param name="message">Kernel, layer and cause.</param>
/// <param name="inner">What the compiler said.</param>
public sealed class KernelCompilationException(string kernel, string? layer, string message, Exception? inner = null) : FcnGenException(message, inner)
{
    /// <summary>The kernel's name.</summary>
    public string Kernel { get; } = kernel;

    /// <summary>Network and layer, such as <c>Fcn8s.Conv1_1</c>; null if the kernel belongs to none.</summary>
    public string? Layer { get; } = layer;
}
