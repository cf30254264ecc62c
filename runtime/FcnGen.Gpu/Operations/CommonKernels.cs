using System.Collections.Generic;
using FcnGen.CompilerServices;

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
        UpdateKernels<Momentum>.Update,
        UpdateKernels<Adam>.Update,
        UpdateKernels<AdamW>.Update,
        UpdateKernels<RunningAverage>.Update,
        NormKernels.SumOfSquares,
        PointwiseKernels<OneLane>.Pointwise,
        PointwiseKernels<FourLanes>.Pointwise,
        PointwiseKernels.Clear,
        PointwiseKernels.ArgMax,
        PointwiseKernels.Threshold,
        LossKernels.Count,
        LossKernels.Softmax,
        LossKernels.Sigmoid,
        LossKernels.Finish,
        LossKernels.Constants,
        ConvSumKernels.SplitSum,
        ConvSumKernels.ChannelSum,
        MapKernels.Sum,
    ];
}
