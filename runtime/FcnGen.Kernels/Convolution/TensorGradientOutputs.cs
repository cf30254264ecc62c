using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Stores a lane's sums of the gradient by the weights: of every 16 rows two, 8 apart; of every 8 columns two neighbours.</summary>
internal static class TensorGradientOutputs
{
    /// <summary>Stores every eighth of 64 rows from <paramref name="row"/> on, <paramref name="offset"/> floats into <paramref name="dw"/>.</summary>
    public static void Store<TShape, TTile>(ArrayView<float> dw, int offset, int group, int row, int column, int accumulate, TensorSums sums)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile
    {
        Store1<TShape, TTile>(dw, offset, group, row, column, accumulate, TensorPairs.First(sums.R0));
        Store1<TShape, TTile>(dw, offset, group, row + 8, column, accumulate, TensorPairs.Second(sums.R0));
        Store1<TShape, TTile>(dw, offset, group, row + 16, column, accumulate, TensorPairs.First(sums.R1));
        Store1<TShape, TTile>(dw, offset, group, row + 24, column, accumulate, TensorPairs.Second(sums.R1));
        Store1<TShape, TTile>(dw, offset, group, row + 32, column, accumulate, TensorPairs.First(sums.R2));
        Store1<TShape, TTile>(dw, offset, group, row + 40, column, accumulate, TensorPairs.Second(sums.R2));
        Store1<TShape, TTile>(dw, offset, group, row + 48, column, accumulate, TensorPairs.First(sums.R3));
        Store1<TShape, TTile>(dw, offset, group, row + 56, column, accumulate, TensorPairs.Second(sums.R3));
    }

    private static void Store1<TShape, TTile>(ArrayView<float> dw, int offset, int group, int row, int column, int accumulate, TensorPairs sums)
        where TShape : struct, IConvShape where TTile : struct, ITensorTile
    {
        int rows = TShape.Kernel.Height * TShape.Kernel.Width * (TShape.InputChannels / TShape.Groups);
        int columns = TShape.OutputChannels / TShape.Groups;
        int at = offset + (group * rows + row) * columns + column;
        int valid = Bits.Less(row, rows);
        StorePair(dw, at, valid & Bits.Less(column, columns), accumulate, sums.P0);
        StorePair(dw, at + 8, valid & Bits.Less(column + 8, columns), accumulate, sums.P1);
        StorePair(dw, at + 16, valid & Bits.Less(column + 16, columns), accumulate, sums.P2);
        StorePair(dw, at + 24, valid & Bits.Less(column + 24, columns), accumulate, sums.P3);
        if (TTile.WarpColumns > 32)
        {
            StorePair(dw, at + 32, valid & Bits.Less(column + 32, columns), accumulate, sums.P4);
            StorePair(dw, at + 40, valid & Bits.Less(column + 40, columns), accumulate, sums.P5);
            StorePair(dw, at + 48, valid & Bits.Less(column + 48, columns), accumulate, sums.P6);
            StorePair(dw, at + 56, valid & Bits.Less(column + 56, columns), accumulate, sums.P7);
        }
    }

    private static void StorePair(ArrayView<float> dw, int at, int valid, int accumulate, F2 sums)
    {
        var r = Gx.ReadPairOrZero(ref dw.Cast<F2>()[at >> 1], valid & accumulate);
        r.X += sums.X;
        r.Y += sums.Y;
        Gx.WritePairIf(ref dw.Cast<F2>()[at >> 1], valid, r);
    }
}
