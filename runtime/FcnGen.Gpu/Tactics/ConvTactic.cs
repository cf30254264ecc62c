using System;

namespace FcnGen.Gpu;

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
