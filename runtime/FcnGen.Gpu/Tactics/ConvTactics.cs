using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>
/// The table that says which kernel a convolution uses. It looks at the constants of the layer only, never at the size of a picture, so
/// that what a network needs is known when it is compiled.
/// <list type="table">
/// <listheader><term>output channels of a group</term><description>tile of the strict kernels (pixels × channels × depth)</description></listheader>
/// <item><term>1 to 32, e.g. class scores</term><description>128 × 32 × 8, 64 threads</description></item>
/// <item><term>33 to 64, or with a last tile of 128 at most half full (130, 192)</term><description>128 × 64 × 8, 128 threads</description></item>
/// <item><term>others</term><description>128 × 128 × 8, 256 threads</description></item>
/// </list>
/// With <see cref="Precision.Tf32"/>, on a device with tensor cores, where all blobs are aligned and channels of a group a multiple of 4:
/// <list type="table">
/// <listheader><term>output channels of a group</term><description>tile of the tensor-core kernels (pixels × channels × depth)</description></listheader>
/// <item><term>4 to 28, fewer than 16 products (32 rows of the gradient of the weights), or more than 15 taps in a row</term><description>none: strict</description></item>
/// <item><term>32 to 64, or with a last tile of 128 at most half full</term><description>128 × 64 × 16, 4 warps of 64 × 32</description></item>
/// <item><term>others</term><description>128 × 128 × 16, 4 warps of 64 × 64</description></item>
/// <item><term>gradient of weights with at most 64 taps times input channels</term><description>64 × 64 × 16, 2 warps of 64 × 32</description></item>
/// </list>
/// In the gradient by the data, input channels take the place of output channels. Tiles of 128 need 128 registers a thread for two groups on
/// a multiprocessor; those of 64 keep the same bound, those of 32, which copy more a thread, have 168.
/// </summary>
internal static class ConvTactics
{
    /// <summary>The kernel of a pass.</summary>
    /// <typeparam name="TShape">The convolution; for a transposed one, <see cref="TransposedShape{TShape}"/>.</typeparam>
    /// <param name="pass">The pass.</param>
    /// <param name="tensorCores">True if tensor cores may be used: they are there, TF32 is asked for, and all blobs are aligned.</param>
    public static ConvTactic Choose<TShape>(ConvPass pass, bool tensorCores) where TShape : struct, IConvShape =>
        tensorCores && TensorTactics.Of<TShape>(pass) is { } tactic ? tactic : Strict<TShape>(pass);

    private static ConvTactic Strict<TShape>(ConvPass pass) where TShape : struct, IConvShape => pass switch
    {
        ConvPass.Forward => StrictTactics.Of(StrictTactics.Forward, TShape.OutputChannels / TShape.Groups),
        ConvPass.BackwardData => StrictTactics.Of(StrictTactics.BackwardData, TShape.InputChannels / TShape.Groups),
        _ => StrictTactics.Of(StrictTactics.BackwardWeights, TShape.OutputChannels / TShape.Groups),
    };
}

/// <summary>The kernels in strict float32, by the width of their tiles.</summary>
internal static class StrictTactics
{
    /// <summary>Products per step of the main loop.</summary>
    public const int Depth = 8;

    /// <summary>Convolutions.</summary>
    public static readonly ConvTactic[] Forward = Tiles("StrictConv");

    /// <summary>Transposed convolutions.</summary>
    public static readonly ConvTactic[] BackwardData = Tiles("StrictConvTransposed");

    /// <summary>Gradients of weights.</summary>
    public static readonly ConvTactic[] BackwardWeights = Tiles("StrictConvWeights");

    /// <summary>The tile that wastes least: the widest that is more than half full at the end.</summary>
    public static ConvTactic Of(ConvTactic[] tiles, int columns) => columns <= 32 ? tiles[0] : ConvTactic.ByColumns(columns, tiles[1], tiles[2]);

    private static ConvTactic[] Tiles(string family) => [Of<Strict32>(family), Of<Strict64>(family), Of<Strict128>(family)];

    private static ConvTactic Of<TTile>(string family) where TTile : struct, IStrictTile =>
        new(typeof(TTile).Name.ToLowerInvariant(), family, typeof(TTile), 128, TTile.Columns, Depth, 2 * TTile.Columns)
        {
            GroupsPerProcessor = TTile.GroupsPerProcessor,
        };
}

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

/// <summary>Which kernel does one pass of a layer, in which blocks.</summary>
/// <param name="Name">Part of kernel names, such as <c>strict128</c>.</param>
/// <param name="Family">The class in FcnGen.Kernels.</param>
/// <param name="Tile">The struct that the kernel is specialised for.</param>
/// <param name="Rows">Rows of a block: output pixels, or for the gradient of the weights taps times input channels.</param>
/// <param name="Columns">Output channels of a block.</param>
/// <param name="Depth">Products per step of the main loop.</param>
/// <param name="Threads">Threads of a group.</param>
internal sealed record ConvTactic(string Name, string Family, Type Tile, int Rows, int Columns, int Depth, int Threads)
{
    /// <summary>Groups that a multiprocessor should hold at once.</summary>
    public int GroupsPerProcessor { get; init; }

    /// <summary>Bytes of dynamic shared memory of a group.</summary>
    public int SharedBytes { get; init; }

    /// <summary>True if the kernel needs tensor cores.</summary>
    public bool IsTensor { get; init; }

    /// <summary>The wide of two tactics (128 columns, and 64), unless at least half of its last tile would be padding.</summary>
    public static ConvTactic ByColumns(int columns, ConvTactic narrow, ConvTactic wide) => columns % 128 is > 0 and <= 64 ? narrow : wide;

    /// <summary>A kernel of this tactic.</summary>
    /// <param name="constants">What sets it apart, the tile excluded.</param>
    /// <param name="types">Its type arguments.</param>
    public KernelDefinition Define(string constants, params Type[] types) => new(Family, Threads, constants + "_" + Name, types)
    {
        GroupsPerProcessor = GroupsPerProcessor,
        SharedBytes = SharedBytes,
        CudaOnly = IsTensor,
    };
}
