using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Stores a thread's sums as weights: rows of the layout are padded to quads, so all stores are of 16 bytes.</summary>
internal static class WeightOutputs
{
    /// <summary>Two runs of four rows, 32 apart, times two quads of columns, 16 apart; <paramref name="adds"/> is 1 to add to what is there.</summary>
    public static void Store<TShape>(ArrayView<float> weights, Tile8x8 sums, int from, int group, int row, int column, int adds) where TShape : struct, IConvShape
    {
        Store<TShape>(weights, sums.R0, from, group, row, column, adds);
        Store<TShape>(weights, sums.R1, from, group, row + 1, column, adds);
        Store<TShape>(weights, sums.R2, from, group, row + 2, column, adds);
        Store<TShape>(weights, sums.R3, from, group, row + 3, column, adds);
        Store<TShape>(weights, sums.R4, from, group, row + 32, column, adds);
        Store<TShape>(weights, sums.R5, from, group, row + 33, column, adds);
        Store<TShape>(weights, sums.R6, from, group, row + 34, column, adds);
        Store<TShape>(weights, sums.R7, from, group, row + 35, column, adds);
    }

    private static void Store<TShape>(ArrayView<float> weights, Row8 sums, int from, int group, int row, int column, int adds) where TShape : struct, IConvShape
    {
        int rows = TShape.Kernel.Height * TShape.Kernel.Width * ForwardMatrix<TShape>.Inputs;
        int at = from + (group * rows + row) * ForwardMatrix<TShape>.WeightColumns + column;
        int valid = Bits.Less(row, rows);
        Store(weights, at, sums.Low, valid & Bits.Less(column, ForwardMatrix<TShape>.WeightColumns), adds);
        Store(weights, at + 16, sums.High, valid & Bits.Less(column + 16, ForwardMatrix<TShape>.WeightColumns), adds);
    }

    private static void Store(ArrayView<float> weights, int at, F4 sums, int valid, int adds)
    {
        Guarded.WriteQuad(weights, at, valid, F4.Add(Guarded.ReadQuad(weights, at, valid & adds), sums));
    }
}
