namespace FcnGen.Kernels;

/// <summary>
/// The size of a block of output that one group of threads computes on tensor cores; a warp computes 64 pixels times
/// <see cref="WarpColumns"/> channels. Implemented by structs, so that a kernel is specialised for it.
/// </summary>
public interface ITensorTile
{
    /// <summary>Output pixels of a block: a multiple of 64.</summary>
    static abstract int Rows { get; }

    /// <summary>Output channels of a block.</summary>
    static abstract int Columns { get; }

    /// <summary>Output channels of a warp: 32 or 64.</summary>
    static abstract int WarpColumns { get; }

    /// <summary>Products per step of the main loop: 16 or 32.</summary>
    static abstract int Depth { get; }

    /// <summary>Steps that shared memory holds.</summary>
    static abstract int Stages { get; }

    /// <summary>True if the kernel rounds pictures to TF32; false if what it reads has been rounded (the tensor core cuts the other bits off).</summary>
    static abstract bool Rounds { get; }
}

/// <summary>The sums of 16 pixels and up to 64 channels, 8 channels a field; a lane holds four of each field.</summary>
public struct MmaRow
{
    public F4 C0;
    public F4 C1;
    public F4 C2;
    public F4 C3;
    public F4 C4;
    public F4 C5;
    public F4 C6;
    public F4 C7;

    /// <summary>Adds a 16×8 fragment times the weights of 32 (<c>b0</c>, <c>b1</c>) or, if <paramref name="wide"/>, 64 channels.</summary>
    public static MmaRow Add(MmaRow c, U4 a, U4 b0, U4 b1, U4 b2, U4 b3, bool wide)
    {
        MmaRow r = c;
        r.C0 = Gx.MultiplyAccumulate(a, b0.X, b0.Y, c.C0);
        r.C1 = Gx.MultiplyAccumulate(a, b0.Z, b0.W, c.C1);
        r.C2 = Gx.MultiplyAccumulate(a, b1.X, b1.Y, c.C2);
        r.C3 = Gx.MultiplyAccumulate(a, b1.Z, b1.W, c.C3);
        if (wide)
        {
            r.C4 = Gx.MultiplyAccumulate(a, b2.X, b2.Y, c.C4);
            r.C5 = Gx.MultiplyAccumulate(a, b2.Z, b2.W, c.C5);
            r.C6 = Gx.MultiplyAccumulate(a, b3.X, b3.Y, c.C6);
            r.C7 = Gx.MultiplyAccumulate(a, b3.Z, b3.W, c.C7);
        }

        return r;
    }
}

/// <summary>The sums of a warp: 64 pixels.</summary>
public struct MmaTile
{
    public MmaRow R0;
    public MmaRow R1;
    public MmaRow R2;
    public MmaRow R3;
}
