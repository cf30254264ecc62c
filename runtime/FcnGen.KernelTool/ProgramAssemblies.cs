using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.Loader;
using FcnGen.Gpu;
using FcnGen.KernelCompiler;
using FcnGen.Kernels;

namespace FcnGen.KernelTool;

/// <summary>
/// A built program and what it depends on, loaded beside this tool. FcnGen's own assemblies and those of the framework are the tool's, so
/// that networks of the program are networks to the tool.
/// </summary>
internal sealed class ProgramAssemblies : AssemblyLoadContext
{
    private static readonly Dictionary<string, Assembly> Shared = new[]
    {
        typeof(Network).Assembly, typeof(GpuDevice).Assembly, typeof(Gx).Assembly, typeof(CompiledKernels).Assembly,
        typeof(ILGPU.Context).Assembly, typeof(ILGPU.Algorithms.XMath).Assembly, typeof(Tensor).Assembly,
    }.ToDictionary(assembly => assembly.GetName().Name!, StringComparer.Ordinal);

    private readonly AssemblyDependencyResolver _resolver;
    private readonly Assembly _program;

    /// <summary>Loads the program.</summary>
    public ProgramAssemblies(string path)
        : base("program")
    {
        _resolver = new AssemblyDependencyResolver(path);
        _program = LoadFromAssemblyPath(path);
    }

    /// <summary>The networks declared in the program and in the libraries beside it, by full name.</summary>
    /// <exception cref="ToolException">The program was built against another version of FcnGen than this tool.</exception>
    public IReadOnlyList<Type> Networks()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var networks = new List<Type>();
        Visit(_program, seen, networks);
        return [.. networks.OrderBy(network => network.FullName, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Of the shared ones in whatever version: there must be one only. What is not found is the framework's.
        if (Shared.GetValueOrDefault(assemblyName.Name!) is { } shared) return shared;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    private void Visit(Assembly assembly, HashSet<string> seen, List<Type> networks)
    {
        if (!seen.Add(assembly.GetName().Name!)) return;
        var references = assembly.GetReferencedAssemblies();
        if (references.FirstOrDefault(reference => reference.Name == "FcnGen") is { } used)
        {
            var own = typeof(Network).Assembly.GetName().Version;
            if (used.Version != own)
            {
                throw new ToolException("FCNK002", $"{assembly.GetName().Name} was built with version {used.Version} of FcnGen, the kernel compiler is of version {own}: reference the same version of both packages.");
            }

            networks.AddRange(TypesOf(assembly).Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(typeof(Network))));
        }

        foreach (var reference in references)
        {
            if (Shared.ContainsKey(reference.Name!) || _resolver.ResolveAssemblyToPath(reference) is null) continue;
            Visit(LoadFromAssemblyName(reference), seen, networks);
        }
    }

    /// <summary>What could not be looked at; a network may be among it.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The types that can be loaded; others need assemblies that the program does not carry, or not in that version.</summary>
    private IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            string causes = string.Join(" ", e.LoaderExceptions.OfType<Exception>().Select(cause => cause.Message).Distinct());
            Warnings.Add($"Types of {assembly.GetName().Name} can't be loaded; a network among them gets no kernels. {causes}");
            return e.Types.OfType<Type>();
        }
    }
}
