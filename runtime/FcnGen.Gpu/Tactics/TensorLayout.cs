namespace FcnGen.Gpu;

/// <summary>
/// How the operands of one step lie in shared memory, the first tile before the second. A tile is stored either by rows: the values of
/// a step side by side, or by steps: the rows (or columns) of one step side by side. Padding sets the distance to 4 or 8 more than a multiple
/// of 32 banks, so that a warp reads a fragment without conflict.
/// </summary>
/// <typeparam name="TTile">Sizes.</typeparam>
internal static class TensorLayout<TTile> where TTile : struct, ITensorTile
{
    /// <summary>Threads of a group.</summary>
    public static int Threads => (TTile.Rows >> 6) * WarpsAcross * 32;

    /// <summary>Warps side by side.</summary>
    public static int WarpsAcross => TTile.Columns / TTile.WarpColumns;

    /// <summary>Quads from one row to the next in a tile that is stored by rows.</summary>
    public static int RowQuads => (TTile.Depth >> 2) + 1;

    /// <summary>Quads from one step to the next in a first tile that is stored by steps.</summary>
    public static int RowStepQuads => (TTile.Rows >> 2) + 2;

    /// <summary>Quads from one step to the next in a second tile that is stored by steps.</summary>
    public static int ColumnStepQuads => (TTile.Columns >> 2) + 2;

    /// <summary>Bytes of shared memory where the first tile is stored by rows and the second by steps: a convolution.</summary>
    public static int ConvBytes => Bytes(TTile.Rows * RowQuads + TTile.Depth * ColumnStepQuads);

    /// <summary>Bytes of shared memory where both tiles are stored by rows: a transposed convolution.</summary>
    public static int TransposedBytes => Bytes((TTile.Rows + TTile.Columns) * RowQuads);

    /// <summary>Bytes of shared memory where both tiles are stored by steps: the gradient by the weights.</summary>
    public static int WeightsBytes => Bytes(TTile.Depth * (RowStepQuads + ColumnStepQuads));

    private static int Bytes(int quads) => TTile.Stages * quads * 16;
}
