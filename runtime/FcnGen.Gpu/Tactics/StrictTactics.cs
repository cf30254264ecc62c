using System;

namespace FcnGen.Gpu;

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
