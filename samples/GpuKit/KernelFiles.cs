using System.IO;
using System.Linq;
using FcnGen.Gpu;
using FcnGen.Samples;

namespace FcnGen.GpuKit;

/// <summary><c>kernels</c>: the PTX that this file carries, for ptxas.</summary>
internal static class KernelFiles
{
    public static int Write(string folder)
    {
        EmbeddedKernels kernels = EmbeddedKernels.OfProgram() ?? throw new ProgramException("This program carries no kernels: publish it.");
        Directory.CreateDirectory(folder);
        EmbeddedKernel[] ptx = [.. kernels.Kernels.Where(kernel => kernel.Target == KernelTarget.Ptx)];
        foreach (EmbeddedKernel kernel in ptx) File.WriteAllText(Path.Combine(folder, kernel.Name + ".ptx"), kernels.Find(kernel.Name, KernelTarget.Ptx));
        Json.Print(json => json.WriteNumber("kernels", ptx.Length));
        return ExitCode.Success;
    }
}
