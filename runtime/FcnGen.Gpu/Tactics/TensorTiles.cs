namespace FcnGen.Gpu;

/// <summary>
/// The size of a block of output that one group of threads computes on tensor cores; a warp computes 64 rows times
/// <see cref="WarpColumns"/> columns. Implemented by structs, so that a kernel is specialised for it.
/// </summary>
/// <remarks>
/// A warp of 64×64 does 32 products (16×8×8) for 32 reads of 128 bytes of shared memory. With the copies' writes that is three quarters of the
/// cycles that the products take on an A100, and one and a half times those on an H100, whose tensor cores are twice as fast: such instructions
/// reach about two thirds of its peak. Its 128 sums leave a thread half of its 255 registers. Steps of 16 keep two blocks of 128×128
/// on a multiprocessor with 164 KB of shared memory as well: 2·4 warps hide each other's barriers, and three steps of
/// copies in flight the latency of memory.
/// </remarks>
internal interface ITensorTile
{
    /// <summary>Rows of a block: a multiple of 64.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of a block.</summary>
    static abstract int Columns { get; }

    /// <summary>Columns of a warp: 32 or 64.</summary>
    static abstract int WarpColumns { get; }

    /// <summary>Products per step of the main loop: 16 or 32.</summary>
    static abstract int Depth { get; }

    /// <summary>Steps that shared memory holds.</summary>
    static abstract int Stages { get; }

    /// <summary>Blocks that a multiprocessor should hold.</summary>
    static abstract int GroupsPerProcessor { get; }
}

/// <summary>128×128 sums by 4 warps of 64×64.</summary>
internal readonly struct Tensor128x128 : ITensorTile
{
    /// <inheritdoc/>
    public static int Rows => 128;

    /// <inheritdoc/>
    public static int Columns => 128;

    /// <inheritdoc/>
    public static int WarpColumns => 64;

    /// <inheritdoc/>
    public static int Depth => 16;

    /// <inheritdoc/>
    public static int Stages => 4;

    /// <inheritdoc/>
    public static int GroupsPerProcessor => 2;
}

/// <summary>128×64 sums by 4 warps of 64×32: for layers of up to 64 output channels.</summary>
internal readonly struct Tensor128x64 : ITensorTile
{
    /// <inheritdoc/>
    public static int Rows => 128;

    /// <inheritdoc/>
    public static int Columns => 64;

    /// <inheritdoc/>
    public static int WarpColumns => 32;

    /// <inheritdoc/>
    public static int Depth => 16;

    /// <inheritdoc/>
    public static int Stages => 3;

    /// <inheritdoc/>
    public static int GroupsPerProcessor => 3;
}

/// <summary>64×64 sums by 2 warps of 64×32: for narrow layers.</summary>
internal readonly struct Tensor64x64 : ITensorTile
{
    /// <inheritdoc/>
    public static int Rows => 64;

    /// <inheritdoc/>
    public static int Columns => 64;

    /// <inheritdoc/>
    public static int WarpColumns => 32;

    /// <inheritdoc/>
    public static int Depth => 16;

    /// <inheritdoc/>
    public static int Stages => 4;

    /// <inheritdoc/>
    public static int GroupsPerProcessor => 4;
}
