using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Gpu;

namespace FcnGen.Samples.Segment;

/// <summary><c>--list-kernels</c>: the GPU kernels inside this file.</summary>
internal static class KernelListing
{
    /// <summary>A line for each kernel (target, bytes of text, name), then the sums.</summary>
    public static IEnumerable<string> Lines()
    {
        if (EmbeddedKernels.OfProgram() is not { } kernels)
        {
            yield return "This build carries no kernels; it compiles them when they are needed. The published program carries them.";
            yield break;
        }

        foreach (EmbeddedKernel kernel in kernels.Kernels) yield return Line(Name(kernel.Target), kernel.Bytes, kernel.Name);
        foreach (IGrouping<KernelTarget, EmbeddedKernel> target in kernels.Kernels.GroupBy(kernel => kernel.Target))
            yield return string.Create(CultureInfo.InvariantCulture, $"{Name(target.Key)}: {target.Count()} kernels, {target.Sum(kernel => (long)kernel.Bytes)} bytes of text");
    }

    /// <summary><c>--show-kernel</c>: the text of one.</summary>
    /// <param name="kernel">Target and name as <see cref="Lines"/> gives them, such as <c>ptx/arg_max</c>.</param>
    public static string Text(string kernel)
    {
        int slash = kernel.IndexOf('/');
        KernelTarget? target = slash < 0 ? null : kernel[..slash] switch { "ptx" => KernelTarget.Ptx, "opencl" => KernelTarget.OpenCl, _ => null };
        if (target is not { } form) throw new ProgramException($"{kernel} names no kernel: give ptx/NAME or opencl/NAME, with a name from --list-kernels.");
        return EmbeddedKernels.OfProgram()?.Find(kernel[(slash + 1)..], form) ?? throw new ProgramException($"This program does not carry {kernel}; --list-kernels says what it does.");
    }

    private static string Name(KernelTarget target) => target == KernelTarget.Ptx ? "ptx" : "opencl";

    private static string Line(string target, int bytes, string name) => string.Create(CultureInfo.InvariantCulture, $"{target,-7} {bytes,8} {name}");
}
