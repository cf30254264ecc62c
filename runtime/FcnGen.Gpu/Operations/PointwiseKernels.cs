namespace FcnGen.Gpu;

/// <summary>Kernels that look at one cell at a time.</summary>
internal static class PointwiseKernels
{
    public static readonly KernelDefinition Clear = new("ClearCells", 256, "");
    public static readonly KernelDefinition ArgMax = new("ArgMax", 256, "");
}

/// <summary>Kernels that look at one value at a time.</summary>
internal static class PointwiseKernels<TLanes> where TLanes : struct, ILanes
{
    public static readonly KernelDefinition Pointwise = new("Pointwise", 256, KernelNames.OfLanes<TLanes>(), typeof(TLanes));
}
