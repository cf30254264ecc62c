using System.Runtime.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>A kernel that a network needs was not embedded in the program, which can't compile it either.</summary>
/// <param name="message">Which kernel, and what to do.</param>
public sealed class KernelMissingException(string message) : FcnGenException(message)
{
    /// <summary>The error for one kernel.</summary>
    internal static KernelMissingException For(KernelDefinition kernel, KernelTarget target)
    {
        string form = target == KernelTarget.Ptx ? "PTX" : "OpenCL C";
        string advice = RuntimeFeature.IsDynamicCodeSupported && KernelSources.CompilesKernels
            ? "Reference the package FcnGen.Gpu (or the project FcnGen.KernelCompiler), which compiles kernels in the process."
            : "A native or trimmed program gets its kernels when it is built: reference the package FcnGen.Gpu from its project, " +
              "build it with PublishAot, PublishTrimmed or FcnGenEmbedKernels, and don't set FcnGenPasses to Inference if it trains.";
        return new KernelMissingException($"Kernel {kernel.Name} is not embedded in this program as {form}. {advice}");
    }
}
