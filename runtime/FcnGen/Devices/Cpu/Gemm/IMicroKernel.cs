namespace FcnGen;

/// <summary>
/// The innermost loop of every matrix product: a tile of sums that stays in registers while the depth is walked. One implementation
/// per vector width; the rest of the code is the same for all.
/// </summary>
internal unsafe interface IMicroKernel
{
    /// <summary>Rows of a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of a tile, and of a panel of packed weights.</summary>
    static abstract int Columns { get; }

    /// <summary>
    /// tile[i, j] = Σ over d of a[i · RowStep + d · DepthStep] · b[d · Columns + j]; the tile is dense. Steps are constants of
    /// <typeparamref name="TOrder"/>, so that the rows of <paramref name="a"/> are addressed by constant offsets.
    /// </summary>
    static abstract void Multiply<TOrder>(nint depth, float* a, float* b, float* tile) where TOrder : struct, IBlockOrder;
}

/// <summary>Which way the depth runs in a gathered block (pixels × kernel taps, one pixel after the other).</summary>
internal interface IBlockOrder
{
    /// <summary>Pitch of a gathered block: the largest depth and one cache line more, so that rows do not share cache sets.</summary>
    const int Pitch = Depth + 16;

    /// <summary>Largest depth of one block; a panel of weights this deep stays in the first-level cache.</summary>
    const int Depth = 192;

    /// <summary>Values from one row of a tile to the next.</summary>
    static abstract int RowStep { get; }

    /// <summary>Values from one step of depth to the next.</summary>
    static abstract int DepthStep { get; }

    /// <summary>Where, relative to the tile, the values lie that the next tile of that many rows will need.</summary>
    static abstract int AheadOf(int rows);

    /// <summary>Values from one prefetch to the next, one prefetch per step of depth.</summary>
    static abstract int AheadStep { get; }
}

/// <summary>Rows are pixels, the depth is the kernel taps: forward and backward data.</summary>
internal readonly struct PixelRows : IBlockOrder
{
    /// <inheritdoc/>
    public static int RowStep => IBlockOrder.Pitch;

    /// <inheritdoc/>
    public static int DepthStep => 1;

    /// <inheritdoc/>
    public static int AheadOf(int rows) => rows * IBlockOrder.Pitch;

    /// <inheritdoc/>
    public static int AheadStep => 16;
}

/// <summary>Rows are kernel taps, the depth is the pixels: backward weights, from a block cut into tiles of one cache line per pixel.</summary>
internal readonly struct TapTiles : IBlockOrder
{
    /// <summary>Values of one pixel in one tile; at least the rows of every micro-kernel.</summary>
    public const int Line = 16;

    /// <inheritdoc/>
    public static int RowStep => 1;

    /// <inheritdoc/>
    public static int DepthStep => Line;

    /// <inheritdoc/>
    public static int AheadOf(int rows) => IBlockOrder.Depth * Line;

    /// <inheritdoc/>
    public static int AheadStep => Line;
}
