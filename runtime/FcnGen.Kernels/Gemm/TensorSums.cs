namespace FcnGen.Kernels;

/// <summary>
/// The sums of 16 rows and up to 64 columns, 8 columns a field; lane 4·g + t holds of each field row g, columns 2·t and 2·t + 1, then row g + 8.
/// </summary>
internal struct TensorRow
{
    public F4 C0;
    public F4 C1;
    public F4 C2;
    public F4 C3;
    public F4 C4;
    public F4 C5;
    public F4 C6;
    public F4 C7;

    /// <summary>Adds a 16×8 fragment times 32 or, if <paramref name="wide"/>, 64 columns.</summary>
    public static TensorRow Add(TensorRow c, U4 a, TensorColumns b, bool wide)
    {
        TensorRow r = c;
        r.C0 = Gx.MultiplyAccumulate(a, b.B0.X, b.B0.Y, c.C0);
        r.C1 = Gx.MultiplyAccumulate(a, b.B0.Z, b.B0.W, c.C1);
        r.C2 = Gx.MultiplyAccumulate(a, b.B1.X, b.B1.Y, c.C2);
        r.C3 = Gx.MultiplyAccumulate(a, b.B1.Z, b.B1.W, c.C3);
        if (wide)
        {
            r.C4 = Gx.MultiplyAccumulate(a, b.B2.X, b.B2.Y, c.C4);
            r.C5 = Gx.MultiplyAccumulate(a, b.B2.Z, b.B2.W, c.C5);
            r.C6 = Gx.MultiplyAccumulate(a, b.B3.X, b.B3.Y, c.C6);
            r.C7 = Gx.MultiplyAccumulate(a, b.B3.Z, b.B3.W, c.C7);
        }

        return r;
    }
}

/// <summary>The sums of a warp: 64 rows. Fields and not an array: ILGPU keeps only what has constant indices in registers.</summary>
internal struct TensorSums
{
    public TensorRow R0;
    public TensorRow R1;
    public TensorRow R2;
    public TensorRow R3;

    /// <summary>Adds four fragments of 16×8 times the columns.</summary>
    public static TensorSums Add(TensorSums sums, U4 a0, U4 a1, U4 a2, U4 a3, TensorColumns b, bool wide)
    {
        TensorSums r;
        r.R0 = TensorRow.Add(sums.R0, a0, b, wide);
        r.R1 = TensorRow.Add(sums.R1, a1, b, wide);
        r.R2 = TensorRow.Add(sums.R2, a2, b, wide);
        r.R3 = TensorRow.Add(sums.R3, a3, b, wide);
        return r;
    }
}

/// <summary>Fragments of 8 steps times 16 columns each: steps t and t + 4 of column g, then of column g + 8, in lane 4·g + t.</summary>
internal struct TensorColumns
{
    public U4 B0;
    public U4 B1;
    public U4 B2;
    public U4 B3;
}
