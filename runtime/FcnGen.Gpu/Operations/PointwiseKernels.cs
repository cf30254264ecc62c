using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>Kernels that look at one cell at a time.</summary>
internal static class PointwiseKernels
{
    public static readonly KernelDefinition Clear = new("ClearCells", 256, "");
    public static readonly KernelDefinition ArgMax = new("ArgMax", 256, "");
    public static readonly KernelDefinition Threshold = new("Threshold", 256, "");
}

/// <summary>Kernels that look at one value at a time.</summary>
internal static class PointwiseKernels<TLanes> where TLanes : struct, ILanes
{
    public static readonly KernelDefinition Pointwise = new("Pointwise", 256, KernelNames.OfLanes<TLanes>(), typeof(TLanes));
}

/// <summary>The same with another activation than a ReLU, or with the gradient of one.</summary>
internal static class PointwiseKernels<TLanes, TEpilogue, TMask>
    where TLanes : struct, ILanes where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
{
    /// <summary>The kernel; a ReLU and its mask are steps of the one that all networks share.</summary>
    public static readonly KernelDefinition Pointwise = Formula<TEpilogue, TMask>.IsOwn
        ? new("PointwiseFormula", 256, $"{TEpilogue.Name}_{TMask.Name}_{KernelNames.OfLanes<TLanes>()}", typeof(TLanes), typeof(TEpilogue), typeof(TMask))
        : PointwiseKernels<TLanes>.Pointwise;
}
