using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FcnGen;

/// <summary>14 × 32 in 512-bit registers: 28 sums, 2 columns and 1 broadcast in 31 of the 32 registers.</summary>
internal readonly unsafe struct MicroKernel512 : IMicroKernel
{
    /// <inheritdoc/>
    public static int Rows => 14;

    /// <inheritdoc/>
    public static int Columns => 32;

    /// <inheritdoc/>
    public static void Multiply<TOrder>(nint depth, float* a, float* b, float* tile)
        where TOrder : struct, IBlockOrder
    {
        Vector512<float> c0_0 = Vector512<float>.Zero, c0_1 = Vector512<float>.Zero;
        Vector512<float> c1_0 = Vector512<float>.Zero, c1_1 = Vector512<float>.Zero;
        Vector512<float> c2_0 = Vector512<float>.Zero, c2_1 = Vector512<float>.Zero;
        Vector512<float> c3_0 = Vector512<float>.Zero, c3_1 = Vector512<float>.Zero;
        Vector512<float> c4_0 = Vector512<float>.Zero, c4_1 = Vector512<float>.Zero;
        Vector512<float> c5_0 = Vector512<float>.Zero, c5_1 = Vector512<float>.Zero;
        Vector512<float> c6_0 = Vector512<float>.Zero, c6_1 = Vector512<float>.Zero;
        Vector512<float> c7_0 = Vector512<float>.Zero, c7_1 = Vector512<float>.Zero;
        Vector512<float> c8_0 = Vector512<float>.Zero, c8_1 = Vector512<float>.Zero;
        Vector512<float> c9_0 = Vector512<float>.Zero, c9_1 = Vector512<float>.Zero;
        Vector512<float> c10_0 = Vector512<float>.Zero, c10_1 = Vector512<float>.Zero;
        Vector512<float> c11_0 = Vector512<float>.Zero, c11_1 = Vector512<float>.Zero;
        Vector512<float> c12_0 = Vector512<float>.Zero, c12_1 = Vector512<float>.Zero;
        Vector512<float> c13_0 = Vector512<float>.Zero, c13_1 = Vector512<float>.Zero;

        // Two multiply-adds a cycle leave no time to wait for the second-level cache: fetch the next tile while this one is computed.
        float* ahead = a + TOrder.AheadOf(Rows);
        for (float* end = b + depth * 32; b < end; b += 32, a += TOrder.DepthStep)
        {
            if (Sse.IsSupported) Sse.Prefetch0(ahead);
            ahead += TOrder.AheadStep;
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + 16);
            Vector512<float> v = Vector512.Create(*a);
            c0_0 = Vector512.MultiplyAddEstimate(v, b0, c0_0);
            c0_1 = Vector512.MultiplyAddEstimate(v, b1, c0_1);
            v = Vector512.Create(*(a + TOrder.RowStep));
            c1_0 = Vector512.MultiplyAddEstimate(v, b0, c1_0);
            c1_1 = Vector512.MultiplyAddEstimate(v, b1, c1_1);
            v = Vector512.Create(*(a + 2 * TOrder.RowStep));
            c2_0 = Vector512.MultiplyAddEstimate(v, b0, c2_0);
            c2_1 = Vector512.MultiplyAddEstimate(v, b1, c2_1);
            v = Vector512.Create(*(a + 3 * TOrder.RowStep));
            c3_0 = Vector512.MultiplyAddEstimate(v, b0, c3_0);
            c3_1 = Vector512.MultiplyAddEstimate(v, b1, c3_1);
            v = Vector512.Create(*(a + 4 * TOrder.RowStep));
            c4_0 = Vector512.MultiplyAddEstimate(v, b0, c4_0);
            c4_1 = Vector512.MultiplyAddEstimate(v, b1, c4_1);
            v = Vector512.Create(*(a + 5 * TOrder.RowStep));
            c5_0 = Vector512.MultiplyAddEstimate(v, b0, c5_0);
            c5_1 = Vector512.MultiplyAddEstimate(v, b1, c5_1);
            v = Vector512.Create(*(a + 6 * TOrder.RowStep));
            c6_0 = Vector512.MultiplyAddEstimate(v, b0, c6_0);
            c6_1 = Vector512.MultiplyAddEstimate(v, b1, c6_1);
            v = Vector512.Create(*(a + 7 * TOrder.RowStep));
            c7_0 = Vector512.MultiplyAddEstimate(v, b0, c7_0);
            c7_1 = Vector512.MultiplyAddEstimate(v, b1, c7_1);
            v = Vector512.Create(*(a + 8 * TOrder.RowStep));
            c8_0 = Vector512.MultiplyAddEstimate(v, b0, c8_0);
            c8_1 = Vector512.MultiplyAddEstimate(v, b1, c8_1);
            v = Vector512.Create(*(a + 9 * TOrder.RowStep));
            c9_0 = Vector512.MultiplyAddEstimate(v, b0, c9_0);
            c9_1 = Vector512.MultiplyAddEstimate(v, b1, c9_1);
            v = Vector512.Create(*(a + 10 * TOrder.RowStep));
            c10_0 = Vector512.MultiplyAddEstimate(v, b0, c10_0);
            c10_1 = Vector512.MultiplyAddEstimate(v, b1, c10_1);
            v = Vector512.Create(*(a + 11 * TOrder.RowStep));
            c11_0 = Vector512.MultiplyAddEstimate(v, b0, c11_0);
            c11_1 = Vector512.MultiplyAddEstimate(v, b1, c11_1);
            v = Vector512.Create(*(a + 12 * TOrder.RowStep));
            c12_0 = Vector512.MultiplyAddEstimate(v, b0, c12_0);
            c12_1 = Vector512.MultiplyAddEstimate(v, b1, c12_1);
            v = Vector512.Create(*(a + 13 * TOrder.RowStep));
            c13_0 = Vector512.MultiplyAddEstimate(v, b0, c13_0);
            c13_1 = Vector512.MultiplyAddEstimate(v, b1, c13_1);
        }

        c0_0.Store(tile);
        c0_1.Store(tile + 16);
        c1_0.Store(tile + 32);
        c1_1.Store(tile + 48);
        c2_0.Store(tile + 64);
        c2_1.Store(tile + 80);
        c3_0.Store(tile + 96);
        c3_1.Store(tile + 112);
        c4_0.Store(tile + 128);
        c4_1.Store(tile + 144);
        c5_0.Store(tile + 160);
        c5_1.Store(tile + 176);
        c6_0.Store(tile + 192);
        c6_1.Store(tile + 208);
        c7_0.Store(tile + 224);
        c7_1.Store(tile + 240);
        c8_0.Store(tile + 256);
        c8_1.Store(tile + 272);
        c9_0.Store(tile + 288);
        c9_1.Store(tile + 304);
        c10_0.Store(tile + 320);
        c10_1.Store(tile + 336);
        c11_0.Store(tile + 352);
        c11_1.Store(tile + 368);
        c12_0.Store(tile + 384);
        c12_1.Store(tile + 400);
        c13_0.Store(tile + 416);
        c13_1.Store(tile + 432);
    }
}
