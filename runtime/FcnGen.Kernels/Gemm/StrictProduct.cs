using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// The product of two tiles in shared memory, 8×8 sums a thread. Both tiles hold one row per step of the inner dimension: 128 or
/// <c>TTile.Columns</c> floats and one quad more, so that transposed stores spread over the banks. A warp computes 64 rows of the
/// result times 32 columns; a thread rows 4·i…, 32 + 4·i… and columns 4·j…, 16 + 4·j….
/// </summary>
internal static class StrictProduct
{
    /// <summary>Products per step of the main loop.</summary>
    public const int Depth = StrictTactics.Depth;

    /// <summary>Quads from one step of the inner dimension to the next in the first tile.</summary>
    public const int RowQuads = 33;

    /// <summary>Quads from one step of the inner dimension to the next in the second tile.</summary>
    public static int ColumnQuads<TTile>() where TTile : struct, IStrictTile => (TTile.Columns >> 2) + 1;

    /// <summary>First quad of rows of a thread.</summary>
    public static int RowQuad<TTile>(int thread) where TTile : struct, IStrictTile => (thread >> 5) / (TTile.Columns >> 5) * 16 + ((thread & 31) >> 2);

    /// <summary>First quad of columns of a thread.</summary>
    public static int ColumnQuad<TTile>(int thread) where TTile : struct, IStrictTile => ((thread >> 5) & ((TTile.Columns >> 5) - 1)) * 8 + (thread & 3);

    /// <summary>Adds the product of two tiles, of which <paramref name="a"/> and <paramref name="b"/> are the thread's first quads.</summary>
    public static Tile8x8 Add<TTile>(Tile8x8 sums, ref F4 a, ref F4 b) where TTile : struct, IStrictTile
    {
        sums = Add1<TTile>(sums, ref a, ref b, 0);
        sums = Add1<TTile>(sums, ref a, ref b, 1);
        sums = Add1<TTile>(sums, ref a, ref b, 2);
        sums = Add1<TTile>(sums, ref a, ref b, 3);
        sums = Add1<TTile>(sums, ref a, ref b, 4);
        sums = Add1<TTile>(sums, ref a, ref b, 5);
        sums = Add1<TTile>(sums, ref a, ref b, 6);
        return Add1<TTile>(sums, ref a, ref b, 7);
    }

    /// <summary>Stores a quad of the inner dimension down a column of a tile whose rows are <paramref name="quads"/> quads apart.</summary>
    public static void StoreTransposed(ref float to, int offset, int quads, F4 value)
    {
        Gx.StoreShared(ref to, offset, value.X);
        Gx.StoreShared(ref to, offset + quads * 4, value.Y);
        Gx.StoreShared(ref to, offset + 2 * quads * 4, value.Z);
        Gx.StoreShared(ref to, offset + 3 * quads * 4, value.W);
    }

    private static Tile8x8 Add1<TTile>(Tile8x8 sums, ref F4 a, ref F4 b, int k) where TTile : struct, IStrictTile
    {
        var a0 = Gx.LoadShared(ref a, k * RowQuads);
        var a1 = Gx.LoadShared(ref a, k * RowQuads + 8);
        var b0 = Gx.LoadShared(ref b, k * ColumnQuads<TTile>());
        var b1 = Gx.LoadShared(ref b, k * ColumnQuads<TTile>() + 4);
        return Tile8x8.AddOuter(sums, a0, a1, b0, b1);
    }
}
