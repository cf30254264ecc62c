namespace FcnGen.Kernels;

/// <summary>Eight sums of one pixel.</summary>
internal struct Row8
{
    public F4 Low;
    public F4 High;

    /// <summary>sums + a · (low, high).</summary>
    public static Row8 MulAdd(Row8 sums, float a, F4 low, F4 high)
    {
        Row8 r;
        r.Low = MulAdd(sums.Low, a, low);
        r.High = MulAdd(sums.High, a, high);
        return r;
    }

    private static F4 MulAdd(F4 sums, float a, F4 b)
    {
        F4 r;
        r.X = Gx.Fma(a, b.X, sums.X);
        r.Y = Gx.Fma(a, b.Y, sums.Y);
        r.Z = Gx.Fma(a, b.Z, sums.Z);
        r.W = Gx.Fma(a, b.W, sums.W);
        return r;
    }
}

/// <summary>The 64 sums of a thread. Fields and not an array: ILGPU keeps only what has constant indices in registers.</summary>
internal struct Tile8x8
{
    public Row8 R0;
    public Row8 R1;
    public Row8 R2;
    public Row8 R3;
    public Row8 R4;
    public Row8 R5;
    public Row8 R6;
    public Row8 R7;

    /// <summary>Adds the outer product of eight values of the first and eight of the second matrix.</summary>
    public static Tile8x8 AddOuter(Tile8x8 t, F4 a0, F4 a1, F4 b0, F4 b1)
    {
        Tile8x8 r;
        r.R0 = Row8.MulAdd(t.R0, a0.X, b0, b1);
        r.R1 = Row8.MulAdd(t.R1, a0.Y, b0, b1);
        r.R2 = Row8.MulAdd(t.R2, a0.Z, b0, b1);
        r.R3 = Row8.MulAdd(t.R3, a0.W, b0, b1);
        r.R4 = Row8.MulAdd(t.R4, a1.X, b0, b1);
        r.R5 = Row8.MulAdd(t.R5, a1.Y, b0, b1);
        r.R6 = Row8.MulAdd(t.R6, a1.Z, b0, b1);
        r.R7 = Row8.MulAdd(t.R7, a1.W, b0, b1);
        return r;
    }
}
