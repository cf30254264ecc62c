using System.Runtime.Intrinsics;

namespace FcnGen;

/// <summary>6 × 8 in 128-bit registers (SSE, NEON): 12 sums, 2 columns and 1 broadcast in 15 of the 16 registers.</summary>
internal readonly unsafe struct MicroKernel128 : IMicroKernel
{
    /// <inheritdoc/>
    public static int Rows => 6;

    /// <inheritdoc/>
    public static int Columns => 8;

    /// <inheritdoc/>
    public static void Multiply<TOrder>(nint depth, float* a, float* b, float* tile)
        where TOrder : struct, IBlockOrder
    {
        Vector128<float> c0_0 = Vector128<float>.Zero, c0_1 = Vector128<float>.Zero;
        Vector128<float> c1_0 = Vector128<float>.Zero, c1_1 = Vector128<float>.Zero;
        Vector128<float> c2_0 = Vector128<float>.Zero, c2_1 = Vector128<float>.Zero;
        Vector128<float> c3_0 = Vector128<float>.Zero, c3_1 = Vector128<float>.Zero;
        Vector128<float> c4_0 = Vector128<float>.Zero, c4_1 = Vector128<float>.Zero;
        Vector128<float> c5_0 = Vector128<float>.Zero, c5_1 = Vector128<float>.Zero;

        for (float* end = b + depth * 8; b < end; b += 8, a += TOrder.DepthStep)
        {
            Vector128<float> b0 = Vector128.Load(b);
            Vector128<float> b1 = Vector128.Load(b + 4);
            Vector128<float> v = Vector128.Create(*a);
            c0_0 = Vector128.MultiplyAddEstimate(v, b0, c0_0);
            c0_1 = Vector128.MultiplyAddEstimate(v, b1, c0_1);
            v = Vector128.Create(*(a + TOrder.RowStep));
            c1_0 = Vector128.MultiplyAddEstimate(v, b0, c1_0);
            c1_1 = Vector128.MultiplyAddEstimate(v, b1, c1_1);
            v = Vector128.Create(*(a + 2 * TOrder.RowStep));
            c2_0 = Vector128.MultiplyAddEstimate(v, b0, c2_0);
            c2_1 = Vector128.MultiplyAddEstimate(v, b1, c2_1);
            v = Vector128.Create(*(a + 3 * TOrder.RowStep));
            c3_0 = Vector128.MultiplyAddEstimate(v, b0, c3_0);
            c3_1 = Vector128.MultiplyAddEstimate(v, b1, c3_1);
            v = Vector128.Create(*(a + 4 * TOrder.RowStep));
            c4_0 = Vector128.MultiplyAddEstimate(v, b0, c4_0);
            c4_1 = Vector128.MultiplyAddEstimate(v, b1, c4_1);
            v = Vector128.Create(*(a + 5 * TOrder.RowStep));
            c5_0 = Vector128.MultiplyAddEstimate(v, b0, c5_0);
            c5_1 = Vector128.MultiplyAddEstimate(v, b1, c5_1);
        }

        c0_0.Store(tile);
        c0_1.Store(tile + 4);
        c1_0.Store(tile + 8);
        c1_1.Store(tile + 12);
        c2_0.Store(tile + 16);
        c2_1.Store(tile + 20);
        c3_0.Store(tile + 24);
        c3_1.Store(tile + 28);
        c4_0.Store(tile + 32);
        c4_1.Store(tile + 36);
        c5_0.Store(tile + 40);
        c5_1.Store(tile + 44);
    }
}
