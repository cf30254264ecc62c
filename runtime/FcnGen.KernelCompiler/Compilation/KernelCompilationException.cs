using System;
using System.Collections.Generic;
using FcnGen.Gpu;
using ILGPU;

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

    /// <summary>The error for a kernel that can't be made <paramref name="form"/> (such as <c>to PTX</c>).</summary>
    internal static KernelCompilationException For(KernelDefinition kernel, string form, Exception error)
    {
        string? layer = KernelMethod.LayerOf(kernel);
        var causes = new List<string>();
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            // ILGPU wraps what it finds in an error that says no more than that there is one.
            if (cause is InternalCompilerException && cause.InnerException is not null) continue;
            if (!causes.Contains(cause.Message)) causes.Add(cause.Message);
        }

        string place = layer is null ? "" : $" of layer {layer}";
        return new KernelCompilationException(kernel.Name, layer, $"Kernel {kernel.Name}{place} does not compile {form}: {string.Join(" ", causes)}", error);
    }
}
