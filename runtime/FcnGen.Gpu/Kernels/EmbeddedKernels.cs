using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace FcnGen.Gpu;

/// <summary>
/// The kernels that the build of a program (or of a library of networks) embedded in its assembly. The package's targets do that whenever
/// a program is published for NativeAOT, or built with <c>FcnGenEmbedKernels</c>.
/// </summary>
public sealed class EmbeddedKernels : IKernelSource
{
    /// <summary>Name of the resource.</summary>
    internal const string ResourceName = "FcnGen.Kernels";

    private readonly KernelArchive _archive;

    private EmbeddedKernels(KernelArchive archive) => _archive = archive;

    /// <summary>What is embedded: PTX first, then OpenCL C, each by name.</summary>
    public IReadOnlyList<EmbeddedKernel> Kernels => _archive.Kernels;

    /// <summary>The kernels of the running program; null if it carries none.</summary>
    /// <exception cref="KernelArchiveException">They can't be read.</exception>
    public static EmbeddedKernels? OfProgram() => Assembly.GetEntryAssembly() is { } program ? Of(program) : null;

    /// <summary>The kernels of an assembly; null if it carries none.</summary>
    /// <exception cref="KernelArchiveException">They can't be read.</exception>
    public static EmbeddedKernels? Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var resource = assembly.GetManifestResourceStream(ResourceName);
        return resource is null ? null : new EmbeddedKernels(KernelArchive.Read(resource));
    }

    /// <summary>The text of a kernel; null if it is not embedded.</summary>
    public string? Find(KernelDefinition kernel, KernelTarget target)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return Find(kernel.Name, target);
    }

    /// <summary>The text of a kernel by its name; null if it is not embedded.</summary>
    public string? Find(string kernel, KernelTarget target) => _archive.Find(kernel, target);

    /// <inheritdoc/>
    public string Text(KernelDefinition kernel, KernelTarget target) => Find(kernel, target) ?? throw KernelMissingException.For(kernel, target);
}
