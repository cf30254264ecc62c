using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The product of two tiles in shared memory on tensor cores, 64 rows times <c>TTile.WarpColumns</c> columns a warp. Operands are
/// rounded to TF32 after they are read: the tensor core itself would cut the bits off. See <see cref="TensorLayout{TTile}"/>.
/// </summary>
internal static class TensorProduct
{
    /// <summary>First row of a warp.</summary>
    public static int WarpRow<TTile>(int thread) where TTile : struct, ITensorTile => (thread >> 5) / TensorLayout<TTile>.WarpsAcross * 64;

    /// <summary>First column of a warp.</summary>
    public static int WarpColumn<TTile>(int thread) where TTile : struct, ITensorTile =>
        ((thread >> 5) & (TensorLayout<TTile>.WarpsAcross - 1)) * TTile.WarpColumns;

    /// <summary>The quad at which a lane reads the first tile, stored by rows.</summary>
    public static int RowsByRows<TTile>(int thread) where TTile : struct, ITensorTile =>
        (WarpRow<TTile>(thread) + (thread & 15)) * TensorLayout<TTile>.RowQuads + ((thread & 31) >> 4);

    /// <summary>The quad at which a lane reads the second tile, stored by rows.</summary>
    public static int ColumnsByRows<TTile>(int thread) where TTile : struct, ITensorTile =>
        (WarpColumn<TTile>(thread) + ((thread & 31) >> 4) * 8 + (thread & 7)) * TensorLayout<TTile>.RowQuads + ((thread & 15) >> 3);

    /// <summary>The float at which a lane reads the first tile, stored by steps.</summary>
    public static int RowsBySteps<TTile>(int thread) where TTile : struct, ITensorTile =>
        (thread & 3) * (TensorLayout<TTile>.RowStepQuads * 4) + WarpRow<TTile>(thread) + ((thread & 31) >> 2);

    /// <summary>The float at which a lane reads the second tile, stored by steps.</summary>
    public static int ColumnsBySteps<TTile>(int thread) where TTile : struct, ITensorTile =>
        (thread & 3) * (TensorLayout<TTile>.ColumnStepQuads * 4) + WarpColumn<TTile>(thread) + ((thread & 31) >> 2);

    /// <summary>Adds the product of a tile stored by rows and one stored by steps.</summary>
    public static TensorSums Add<TTile>(TensorSums sums, ref F4 a, ref float b) where TTile : struct, ITensorTile
    {
        sums = Add8<TTile>(sums, ref a, ref b, 0);
        sums = Add8<TTile>(sums, ref a, ref b, 1);
        if (TTile.Depth > 16)
        {
            sums = Add8<TTile>(sums, ref a, ref b, 2);
            sums = Add8<TTile>(sums, ref a, ref b, 3);
        }

        return sums;
    }

    /// <summary>Adds the product of two tiles stored by rows.</summary>
    public static TensorSums Add<TTile>(TensorSums sums, ref F4 a, ref F4 b) where TTile : struct, ITensorTile
    {
        sums = Add8<TTile>(sums, ref a, ref b, 0);
        sums = Add8<TTile>(sums, ref a, ref b, 1);
        if (TTile.Depth > 16)
        {
            sums = Add8<TTile>(sums, ref a, ref b, 2);
            sums = Add8<TTile>(sums, ref a, ref b, 3);
        }

        return sums;
    }

    /// <summary>Adds the product of two tiles stored by steps.</summary>
    public static TensorSums Add<TTile>(TensorSums sums, ref float a, ref float b) where TTile : struct, ITensorTile
    {
        sums = Add8<TTile>(sums, ref a, ref b, 0);
        sums = Add8<TTile>(sums, ref a, ref b, 1);
        if (TTile.Depth > 16)
        {
            sums = Add8<TTile>(sums, ref a, ref b, 2);
            sums = Add8<TTile>(sums, ref a, ref b, 3);
        }

        return sums;
    }

    private static TensorSums Add8<TTile>(TensorSums sums, ref F4 a, ref float b, int block) where TTile : struct, ITensorTile
    {
        var a0 = ByRows<TTile>(ref a, block, 0);
        var a1 = ByRows<TTile>(ref a, block, 1);
        var a2 = ByRows<TTile>(ref a, block, 2);
        var a3 = ByRows<TTile>(ref a, block, 3);
        return TensorSums.Add(sums, a0, a1, a2, a3, Columns<TTile>(ref b, block), TTile.WarpColumns > 32);
    }

    private static TensorSums Add8<TTile>(TensorSums sums, ref F4 a, ref F4 b, int block) where TTile : struct, ITensorTile
    {
        var a0 = ByRows<TTile>(ref a, block, 0);
        var a1 = ByRows<TTile>(ref a, block, 1);
        var a2 = ByRows<TTile>(ref a, block, 2);
        var a3 = ByRows<TTile>(ref a, block, 3);
        TensorColumns columns = default;
        columns.B0 = ByRows<TTile>(ref b, block, 0);
        columns.B1 = ByRows<TTile>(ref b, block, 1);
        if (TTile.WarpColumns > 32)
        {
            columns.B2 = ByRows<TTile>(ref b, block, 2);
            columns.B3 = ByRows<TTile>(ref b, block, 3);
        }

        return TensorSums.Add(sums, a0, a1, a2, a3, columns, TTile.WarpColumns > 32);
    }

    private static TensorSums Add8<TTile>(TensorSums sums, ref float a, ref float b, int block) where TTile : struct, ITensorTile
    {
        var a0 = RowFragment<TTile>(ref a, block, 0);
        var a1 = RowFragment<TTile>(ref a, block, 16);
        var a2 = RowFragment<TTile>(ref a, block, 32);
        var a3 = RowFragment<TTile>(ref a, block, 48);
        return TensorSums.Add(sums, a0, a1, a2, a3, Columns<TTile>(ref b, block), TTile.WarpColumns > 32);
    }

    private static TensorColumns Columns<TTile>(ref float b, int block) where TTile : struct, ITensorTile
    {
        TensorColumns columns = default;
        columns.B0 = ColumnFragment<TTile>(ref b, block, 0);
        columns.B1 = ColumnFragment<TTile>(ref b, block, 16);
        if (TTile.WarpColumns > 32)
        {
            columns.B2 = ColumnFragment<TTile>(ref b, block, 32);
            columns.B3 = ColumnFragment<TTile>(ref b, block, 48);
        }

        return columns;
    }

    // 16 rows or columns times 8 steps of a tile stored by rows.
    private static U4 ByRows<TTile>(ref F4 tile, int block, int sixteenth) where TTile : struct, ITensorTile =>
        Round(Gx.LoadMatrix(ref tile, block * 2 + sixteenth * 16 * TensorLayout<TTile>.RowQuads));

    private static U4 RowFragment<TTile>(ref float a, int block, int row) where TTile : struct, ITensorTile
    {
        int step = TensorLayout<TTile>.RowStepQuads * 4;
        U4 v;
        v.X = Gx.LoadSharedWord(ref a, block * 8 * step + row);
        v.Y = Gx.LoadSharedWord(ref a, block * 8 * step + row + 8);
        v.Z = Gx.LoadSharedWord(ref a, (block * 8 + 4) * step + row);
        v.W = Gx.LoadSharedWord(ref a, (block * 8 + 4) * step + row + 8);
        return Round(v);
    }

    private static U4 ColumnFragment<TTile>(ref float b, int block, int column) where TTile : struct, ITensorTile
    {
        int step = TensorLayout<TTile>.ColumnStepQuads * 4;
        U4 v;
        v.X = Gx.LoadSharedWord(ref b, block * 8 * step + column);
        v.Y = Gx.LoadSharedWord(ref b, (block * 8 + 4) * step + column);
        v.Z = Gx.LoadSharedWord(ref b, block * 8 * step + column + 8);
        v.W = Gx.LoadSharedWord(ref b, (block * 8 + 4) * step + column + 8);
        return Round(v);
    }

    private static U4 Round(U4 v)
    {
        v.X = Gx.RoundToTf32(v.X);
        v.Y = Gx.RoundToTf32(v.Y);
        v.Z = Gx.RoundToTf32(v.Z);
        v.W = Gx.RoundToTf32(v.W);
        return v;
    }
}
