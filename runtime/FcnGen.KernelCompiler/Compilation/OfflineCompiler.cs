using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using FcnGen.CompilerServices;
using FcnGen.Gpu;
using FcnGen.Kernels;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace FcnGen.KernelCompiler;

/// <summary>
/// Compiles kernels without a GPU: ILGPU at optimisation level 1, then a pass over the text (<see cref="PtxText"/>, <see cref="OpenClText"/>).
/// Level 2 moves loads of shared memory across barriers and must not be used. The text depends on the kernel alone, not on what else was
/// compiled, in which order, or in which culture.
/// </summary>
internal static class OfflineCompiler
{
    /// <summary>The text of one kernel for one target.</summary>
    /// <exception cref="KernelCompilationException">It does not compile.</exception>
    public static string Compile(KernelDefinition kernel, KernelTarget target) => Compile(kernel, [target])[0];

    /// <summary>
    /// The texts of one kernel for several targets. ILGPU does most of its work before it comes to the target, and that once.
    /// </summary>
    /// <exception cref="KernelCompilationException">It does not compile.</exception>
    public static string[] Compile(KernelDefinition kernel, ReadOnlySpan<KernelTarget> targets)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var target = targets[0];
        try
        {
            var method = KernelMethod.Of(kernel);

            // A context serves one kernel: one that fails spoils it for all others.
            using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O1).EnableAlgorithms().EnableFcnGen());
            var texts = new string[targets.Length];
            for (int i = 0; i < texts.Length; i++)
            {
                target = targets[i];
                texts[i] = target == KernelTarget.Ptx ? PtxText.Finish(Ptx(context, kernel, method), kernel.Name) : OpenClText.Finish(OpenCl(context, kernel, method), kernel.Name);
            }

            return texts;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw KernelCompilationException.For(kernel, target == KernelTarget.Ptx ? "to PTX" : "to OpenCL C", e);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>ILGPU's own PTX. Instructions that need later versions are spelled by our own intrinsics; ILGPU knows targets up to sm_80.</summary>
    private static string Ptx(Context context, KernelDefinition kernel, MethodInfo method)
    {
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_70, null!);
        var bounds = new KernelSpecialization(kernel.Threads, kernel.GroupsPerProcessor > 0 ? kernel.GroupsPerProcessor : null);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), bounds)).PTXAssembly;
    }

    private static string OpenCl(Context context, KernelDefinition kernel, MethodInfo method)
    {
        if (kernel.CudaOnly) throw new InvalidOperationException("It uses instructions of NVIDIA GPUs and has no OpenCL form.");
        var capabilities = new CLCapabilityContext(false, true, true, true, false);
        using var backend = new CLBackend(context, capabilities, CLDeviceVendor.Other, CLCVersion.CL30);
        return ((CLCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), KernelSpecialization.Empty)).Source;
    }
}

/// <summary>The C# method behind a kernel definition.</summary>
internal static class KernelMethod
{
    // What the generator appends to the name of a layer, the longest first.
    private static readonly string[] s_endings = ["ShapeOfActivation", "ShapeOfDropout", "Shape"];

    /// <summary>
    /// <c>Run</c> of the family's class, closed over the definition's types, its parameters checked: views of float, byte or int first,
    /// then int or float scalars. Launchers know no other kinds, and OpenCL takes all views before the scalars.
    /// </summary>
    public static MethodInfo Of(KernelDefinition kernel)
    {
        var family = Type.GetType($"FcnGen.Kernels.{kernel.Family}, {typeof(Gx).Assembly.GetName().Name}")
            ?? throw new InvalidOperationException($"There is no class FcnGen.Kernels.{kernel.Family}.");
        var run = family.GetMethod("Run", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            ?? throw new InvalidOperationException($"Class {family.FullName} has no static method Run.");
        if (run.GetGenericArguments().Length != kernel.Types.Count)
        {
            throw new InvalidOperationException($"{family.FullName}.Run takes {run.GetGenericArguments().Length} type arguments, the definition gives {kernel.Types.Count}.");
        }

        var method = kernel.Types.Count == 0 ? run : run.MakeGenericMethod([.. kernel.Types]);
        Check(method);
        return method;
    }

    /// <summary>Network and layer of the first generated shape among the type arguments, such as <c>Fcn8s.Conv1_1</c>; null if there is none.</summary>
    public static string? LayerOf(KernelDefinition kernel) => kernel.Types.Select(LayerOf).FirstOrDefault(layer => layer is not null);

    private static string? LayerOf(Type type)
    {
        if (type.IsGenericType) return type.GetGenericArguments().Select(LayerOf).FirstOrDefault(layer => layer is not null);
        if (type.DeclaringType is not { } network || !IsShape(type)) return null;
        string? ending = s_endings.FirstOrDefault(ending => type.Name.EndsWith(ending, StringComparison.Ordinal));
        return network.Name + "." + type.Name[..^(ending?.Length ?? 0)];
    }

    private static bool IsShape(Type type) =>
        type.GetInterfaces().Any(i => i.Namespace == typeof(IConvShape).Namespace && i.Name.EndsWith("Shape", StringComparison.Ordinal));

    private static void Check(MethodInfo method)
    {
        bool scalars = false;
        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            bool isView = type == typeof(ArrayView<float>) || type == typeof(ArrayView<byte>) || type == typeof(ArrayView<int>);
            bool isScalar = type == typeof(int) || type == typeof(float);
            if (!isView && !isScalar)
            {
                throw new InvalidOperationException($"Parameter {parameter.Name} is a {type.Name}: kernels take views of float, byte or int, and int or float scalars.");
            }

            if (isView && scalars) throw new InvalidOperationException($"Parameter {parameter.Name} is a view behind a scalar: views come first.");
            scalars |= isScalar;
        }
    }
}
