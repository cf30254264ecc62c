namespace FcnGen;

/// <summary>4 × 4 without vectors.</summary>
internal readonly unsafe struct MicroKernelScalar : IMicroKernel
{
    /// <inheritdoc/>
    public static int Rows => 4;

    /// <inheritdoc/>
    public static int Columns => 4;

    /// <inheritdoc/>
    public static void Multiply<TOrder>(nint depth, float* a, float* b, float* tile)
        where TOrder : struct, IBlockOrder
    {
        float c0_0 = 0, c0_1 = 0, c0_2 = 0, c0_3 = 0;
        float c1_0 = 0, c1_1 = 0, c1_2 = 0, c1_3 = 0;
        float c2_0 = 0, c2_1 = 0, c2_2 = 0, c2_3 = 0;
        float c3_0 = 0, c3_1 = 0, c3_2 = 0, c3_3 = 0;

        for (float* end = b + depth * 4; b < end; b += 4, a += TOrder.DepthStep)
        {
            float b0 = b[0];
            float b1 = b[1];
            float b2 = b[2];
            float b3 = b[3];
            float v = *a;
            c0_0 += v * b0;
            c0_1 += v * b1;
            c0_2 += v * b2;
            c0_3 += v * b3;
            v = *(a + TOrder.RowStep);
            c1_0 += v * b0;
            c1_1 += v * b1;
            c1_2 += v * b2;
            c1_3 += v * b3;
            v = *(a + 2 * TOrder.RowStep);
            c2_0 += v * b0;
            c2_1 += v * b1;
            c2_2 += v * b2;
            c2_3 += v * b3;
            v = *(a + 3 * TOrder.RowStep);
            c3_0 += v * b0;
            c3_1 += v * b1;
            c3_2 += v * b2;
            c3_3 += v * b3;
        }

        tile[0] = c0_0;
        tile[1] = c0_1;
        tile[2] = c0_2;
        tile[3] = c0_3;
        tile[4] = c1_0;
        tile[5] = c1_1;
        tile[6] = c1_2;
        tile[7] = c1_3;
        tile[8] = c2_0;
        tile[9] = c2_1;
        tile[10] = c2_2;
        tile[11] = c2_3;
        tile[12] = c3_0;
        tile[13] = c3_1;
        tile[14] = c3_2;
        tile[15] = c3_3;
    }
}
