using System;
using System.Globalization;
using System.Reflection;
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
