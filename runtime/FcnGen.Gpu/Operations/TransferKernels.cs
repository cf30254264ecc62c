namespace FcnGen.Gpu;

/// <summary>The kernels of parameters and of copies between host and device.</summary>
internal static class TransferKernels
{
    public static readonly KernelDefinition Pack = new("PackWeights", 256, "");
    public static readonly KernelDefinition Unpack = new("UnpackWeights", 256, "");
    public static readonly KernelDefinition PlanesToCells = new("PlanesToCells", 256, "");
    public static readonly KernelDefinition CellsToPlanes = new("CellsToPlanes", 256, "");
}
