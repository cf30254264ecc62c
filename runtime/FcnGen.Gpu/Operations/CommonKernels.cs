using System.Collections.Generic;

namespace FcnGen.Gpu;

/// <summary>The kernels without constants of a network: embedded in every program.</summary>
internal static class CommonKernels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<KernelDefinition> All { get; } =
    [
        TransferKernels.Pack,
        TransferKernels.Unpack,
        TransferKernels.PlanesToCells,
        TransferKernels.CellsToPlanes,
        TransferKernels.SgdStep,
        PointwiseKernels<OneLane>.Pointwise,
        PointwiseKernels<FourLanes>.Pointwise,
        PointwiseKernels.Clear,
        PointwiseKernels.ArgMax,
        LossKernels.Count,
        LossKernels.Softmax,
        LossKernels.Finish,
        LossKernels.Constants,
        ConvSumKernels.SplitSum,
        ConvSumKernels.ChannelSum,
    ];
}
