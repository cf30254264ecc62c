using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>Where devices get kernels from if nothing else is said.</summary>
public static class KernelSources
{
    /// <summary>
    /// What is embedded in the program, or else in the assembly that declares the network or in another library (a native library has no
    /// program of ours around it); what is not there is compiled in this process, where there is a just-in-time compiler and
    /// FcnGen.KernelCompiler is at hand.
    /// </summary>
    public static IKernelSource Default { get; } = new DefaultKernels();

    /// <summary>
    /// False in native and in trimmed programs, which carry their kernels: the compiler that would not be fit for trimming then goes.
    /// The package's targets set the switch.
    /// </summary>
    [FeatureSwitchDefinition("FcnGen.Gpu.CompilesKernels")]
    internal static bool CompilesKernels =>
        AppContext.TryGetSwitch("FcnGen.Gpu.CompilesKernels", out bool compiles) ? compiles : RuntimeFeature.IsDynamicCodeSupported;

    private sealed class DefaultKernels : IKernelSource
    {
        private readonly ConcurrentDictionary<Assembly, EmbeddedKernels?> _embedded = new();
        private readonly Lazy<EmbeddedKernels?> _program = new(EmbeddedKernels.OfProgram);
        private readonly Lazy<IKernelSource?> _compiler = new(FindCompiler);

        public string Text(KernelDefinition kernel, KernelTarget target)
        {
            ArgumentNullException.ThrowIfNull(kernel);
            if (_program.Value?.Find(kernel, target) is { } text) return text;
            foreach (var assembly in AssembliesOf(kernel.Types).Concat(Loaded()))
            {
                if (_embedded.GetOrAdd(assembly, EmbeddedKernels.Of)?.Find(kernel, target) is { } found) return found;
            }

            return _compiler.Value?.Text(kernel, target) ?? throw KernelMissingException.For(kernel, target);
        }

        /// <summary>The assemblies of the shapes: those of networks.</summary>
        private static IEnumerable<Assembly> AssembliesOf(IEnumerable<Type> types)
        {
            foreach (var type in types)
            {
                yield return type.Assembly;
                foreach (var inner in AssembliesOf(type.GenericTypeArguments)) yield return inner;
            }
        }

        /// <summary>For kernels that belong to no network.</summary>
        private static IEnumerable<Assembly> Loaded() => AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic);

        /// <summary>The compiler by its name: this assembly must not depend on it, and a native binary must not contain it.</summary>
        private static IKernelSource? FindCompiler()
        {
            if (!CompilesKernels || !RuntimeFeature.IsDynamicCodeSupported) return null;
            return Type.GetType("FcnGen.KernelCompiler.CompiledKernels, FcnGen.KernelCompiler") is { } compiler ? (IKernelSource?)Activator.CreateInstance(compiler) : null;
        }
    }
}

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
