using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>The kernels on tensor cores, by what they compute and the width of their tiles.</summary>
internal static class TensorTactics
{
    /// <summary>
    /// Taps in a row or a column: what a kernel keeps of each pixel has a bit for each of them in 16, of which the last stands for all rows
    /// behind the last.
    /// </summary>
    public const int MostTaps = 15;

    // With fewer columns or products, most of a tile would be padding.
    private const int LeastColumns = 32;
    private const int LeastProducts = 16;

    private static readonly ConvTactic Forward64 = Of<Tensor128x64>("TensorConv", TensorLayout<Tensor128x64>.ConvBytes);
    private static readonly ConvTactic Forward128 = Of<Tensor128x128>("TensorConv", TensorLayout<Tensor128x128>.ConvBytes);
    private static readonly ConvTactic BackwardData64 = Of<Tensor128x64>("TensorConvTransposed", TensorLayout<Tensor128x64>.TransposedBytes);
    private static readonly ConvTactic BackwardData128 = Of<Tensor128x128>("TensorConvTransposed", TensorLayout<Tensor128x128>.TransposedBytes);
    private static readonly ConvTactic BackwardWeightsSmall = Of<Tensor64x64>("TensorConvWeights", TensorLayout<Tensor64x64>.WeightsBytes);
    private static readonly ConvTactic BackwardWeights64 = Of<Tensor128x64>("TensorConvWeights", TensorLayout<Tensor128x64>.WeightsBytes);
    private static readonly ConvTactic BackwardWeights128 = Of<Tensor128x128>("TensorConvWeights", TensorLayout<Tensor128x128>.WeightsBytes);

    /// <summary>The kernel of a pass over aligned blobs; null if the layer's shape does not suit tensor cores.</summary>
    public static ConvTactic? Of<TShape>(ConvPass pass) where TShape : struct, IConvShape
    {
        int inputs = TShape.InputChannels / TShape.Groups;
        int outputs = TShape.OutputChannels / TShape.Groups;
        int taps = TShape.Kernel.Height * TShape.Kernel.Width;
        if (inputs % 4 != 0 || outputs % 4 != 0) return null;
        return pass switch
        {
            ConvPass.Forward => Suits(outputs, taps * inputs, Math.Max(TShape.Kernel.Height, TShape.Kernel.Width)) ? ConvTactic.ByColumns(outputs, Forward64, Forward128) : null,
            ConvPass.BackwardData => Suits(inputs, taps * outputs, Math.Max(ConvPhases<Rows<TShape>>.Taps, ConvPhases<Columns<TShape>>.Taps)) ? ConvTactic.ByColumns(inputs, BackwardData64, BackwardData128) : null,
            _ when outputs < LeastColumns || taps * inputs < LeastColumns => null,
            _ => taps * inputs <= 64 ? BackwardWeightsSmall : ConvTactic.ByColumns(outputs, BackwardWeights64, BackwardWeights128),
        };
    }

    private static bool Suits(int columns, int products, int taps) => columns >= LeastColumns && products >= LeastProducts && taps <= MostTaps;

    private static ConvTactic Of<TTile>(string family, int sharedBytes) where TTile : struct, ITensorTile =>
        new(typeof(TTile).Name.ToLowerInvariant(), family, typeof(TTile), TTile.Rows, TTile.Columns, TTile.Depth, TensorLayout<TTile>.Threads)
        {
            GroupsPerProcessor = TTile.GroupsPerProcessor,
            SharedBytes = sharedBytes,
            IsTensor = true,
        };
}
