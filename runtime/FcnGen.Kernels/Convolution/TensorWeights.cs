using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>How one thread copies weights to shared memory: 2, 4 or 8 quads a step.</summary>
internal static class TensorWeights
{
    /// <summary>Quads that a thread copies.</summary>
    public static int Count<TTile>() where TTile : struct, ITensorTile => TTile.Depth * (TTile.Columns >> 2) / TensorLayout<TTile>.Threads;

    /// <summary>Rows of the inner dimension from one that a thread copies to the next.</summary>
    public static int RowStep<TTile>() where TTile : struct, ITensorTile => TensorLayout<TTile>.Threads / (TTile.Columns >> 2);

    /// <summary>
    /// Copies quads of columns into a tile stored by steps: rows <see cref="RowStep{TTile}"/> apart from <paramref name="row"/> on, below <paramref name="end"/>.
    /// </summary>
    /// <param name="w">Weights.</param>
    /// <param name="from">Offset in floats of the first quad.</param>
    /// <param name="row">First row of the inner dimension.</param>
    /// <param name="end">Rows of the inner dimension.</param>
    /// <param name="valid">0 for zeros, else 1.</param>
    /// <param name="to">Where the first quad goes.</param>
    public static void CopyBySteps<TMatrix, TTile>(ArrayView<float> w, int from, int row, int end, int valid, ref F4 to)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile
    {
        BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 0);
        BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 1);
        if (Count<TTile>() > 2)
        {
            BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 2);
            BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 3);
        }

        if (Count<TTile>() > 4)
        {
            BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 4);
            BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 5);
            BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 6);
            BySteps<TMatrix, TTile>(w, from, row, end, valid, ref to, 7);
        }
    }

    /// <summary>
    /// Copies quads of the inner dimension into a tile stored by rows: columns <see cref="TensorPixels.Step{TTile}"/> apart from <paramref name="column"/> on,
    /// as far as the layer has them.
    /// </summary>
    /// <param name="w">Weights.</param>
    /// <param name="from">Offset in floats of the first quad.</param>
    /// <param name="column">First column.</param>
    /// <param name="valid">0 for zeros, else 1.</param>
    /// <param name="to">Where the first quad goes.</param>
    public static void CopyByRows<TMatrix, TTile>(ArrayView<float> w, int from, int column, int valid, ref F4 to)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile
    {
        ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 0);
        ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 1);
        if (Count<TTile>() > 2)
        {
            ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 2);
            ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 3);
        }

        if (Count<TTile>() > 4)
        {
            ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 4);
            ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 5);
            ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 6);
            ByRows<TMatrix, TTile>(w, from, column, valid, ref to, 7);
        }
    }

    private static void BySteps<TMatrix, TTile>(ArrayView<float> w, int from, int row, int end, int valid, ref F4 to, int part)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile
    {
        int rows = part * RowStep<TTile>();
        Gx.CopyAsync(
            ref to, rows * TensorLayout<TTile>.ColumnStepQuads, ref w.Cast<F4>()[(from >> 2) + rows * (TMatrix.WeightColumns >> 2)], Bits.Less(row + rows, end) & valid);
    }

    private static void ByRows<TMatrix, TTile>(ArrayView<float> w, int from, int column, int valid, ref F4 to, int part)
        where TMatrix : struct, IImplicitMatrix where TTile : struct, ITensorTile
    {
        int columns = part * TensorPixels.Step<TTile>();
        Gx.CopyAsync(
            ref to, columns * TensorLayout<TTile>.RowQuads, ref w.Cast<F4>()[(from >> 2) + columns * (TMatrix.WeightColumnStride >> 2)], Bits.Less(column + columns, TMatrix.WeightColumns) & valid);
    }
}
