using System;
using System.Threading.Tasks;

namespace FcnGen.Gpu;

/// <summary>Kernels are compiled on all cores.</summary>
internal static class AllCores
{
    /// <summary>
    /// For loops over kernels. Compilers wait for threads of their own: without a bound, ever more kernels would be begun and none finished.
    /// </summary>
    public static ParallelOptions Bound { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
}
