namespace FcnGen.Gpu;

/// <summary>
/// The size of a block of output that one group of threads computes in strict float32: 128 pixels times <see cref="Columns"/> channels,
/// 8×8 sums a thread. Implemented by structs, so that a kernel is specialised for it.
/// </summary>
internal interface IStrictTile
{
    /// <summary>Output channels of a block: 32, 64 or 128; a group has twice as many threads.</summary>
    static abstract int Columns { get; }

    /// <summary>Groups that a multiprocessor should hold.</summary>
    static abstract int GroupsPerProcessor { get; }
}

/// <summary>
/// 128×32 sums by 64 threads: for layers of few output channels, such as class scores. A thread copies twice as much a step as with 64
/// columns and needs more than 128 registers for it: six groups leave it 168.
/// </summary>
internal readonly struct Strict32 : IStrictTile
{
    /// <inheritdoc/>
    public static int Columns => 32;

    /// <inheritdoc/>
    public static int GroupsPerProcessor => 6;
}

/// <summary>128×64 sums by 128 threads.</summary>
internal readonly struct Strict64 : IStrictTile
{
    /// <inheritdoc/>
    public static int Columns => 64;

    /// <inheritdoc/>
    public static int GroupsPerProcessor => 4;
}

/// <summary>128×128 sums by 256 threads.</summary>
internal readonly struct Strict128 : IStrictTile
{
    /// <inheritdoc/>
    public static int Columns => 128;

    /// <inheritdoc/>
    public static int GroupsPerProcessor => 2;
}
