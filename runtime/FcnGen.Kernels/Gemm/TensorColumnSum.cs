using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The sum of one column of a second tile that is stored by steps.</summary>
internal static class TensorColumnSum
{
    /// <summary>The sum in float32, in the order of the steps; <paramref name="column"/> is the first.</summary>
    public static float Of<TTile>(ref float column) where TTile : struct, ITensorTile
    {
        float sum = Four<TTile>(ref column, 0) + Four<TTile>(ref column, 4) + Four<TTile>(ref column, 8) + Four<TTile>(ref column, 12);
        if (TTile.Depth > 16)
        {
            sum += Four<TTile>(ref column, 16) + Four<TTile>(ref column, 20) + Four<TTile>(ref column, 24) + Four<TTile>(ref column, 28);
        }

        return sum;
    }

    private static float Four<TTile>(ref float column, int step) where TTile : struct, ITensorTile =>
        At<TTile>(ref column, step) + At<TTile>(ref column, step + 1) + At<TTile>(ref column, step + 2) + At<TTile>(ref column, step + 3);

    private static float At<TTile>(ref float column, int step) where TTile : struct, ITensorTile =>
        Interop.IntAsFloat(Gx.LoadSharedWord(ref column, step * (TensorLayout<TTile>.ColumnStepQuads * 4)));
}
