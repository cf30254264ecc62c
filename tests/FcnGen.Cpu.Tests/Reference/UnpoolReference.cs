namespace FcnGen.Cpu.Tests;

/// <summary>Unpooling in plain loops: the value of each window goes to the cell that won it.</summary>
/// <param name="Pool">The max pooling whose winners they are.</param>
internal sealed record UnpoolReference(PoolReference Pool)
{
    /// <summary>The values of x at the winners, zeros elsewhere.</summary>
    public Array4 Forward(Array4 x, byte[] winners, int height, int width)
    {
        var y = new Array4(x.N, x.C, height, width);
        for (int n = 0; n < x.N; n++)
        for (int c = 0; c < x.C; c++)
        for (int h = 0; h < x.H; h++)
        for (int w = 0; w < x.W; w++)
        {
            (int row, int column) = Winner(x, winners, n, c, h, w);
            y[n, c, row, column] = x[n, c, h, w];
        }

        return y;
    }

    /// <summary>The gradient by x: that of the cell to which each value went.</summary>
    public Array4 Backward(Array4 dy, byte[] winners, int height, int width)
    {
        var dx = new Array4(dy.N, dy.C, height, width);
        for (int n = 0; n < dx.N; n++)
        for (int c = 0; c < dx.C; c++)
        for (int h = 0; h < dx.H; h++)
        for (int w = 0; w < dx.W; w++)
        {
            (int row, int column) = Winner(dx, winners, n, c, h, w);
            dx[n, c, h, w] = dy[n, c, row, column];
        }

        return dx;
    }

    private (int Row, int Column) Winner(Array4 windows, byte[] winners, int n, int c, int h, int w)
    {
        int tap = winners[((n * windows.H + h) * windows.W + w) * windows.C + c];
        return (h * Pool.StrideH - Pool.PadH + tap / Pool.KernelW, w * Pool.StrideW - Pool.PadW + tap % Pool.KernelW);
    }
}
