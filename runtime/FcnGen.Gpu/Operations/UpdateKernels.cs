using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>The kernel of an optimiser's rule.</summary>
internal static class UpdateKernels<TRule> where TRule : struct, IUpdateRule
{
    public static readonly KernelDefinition Update = new("Update", 256, TRule.Name, typeof(TRule));
}
