namespace FcnGen.Kernels;

/// <summary>Four floats that are loaded and stored by one 16-byte access.</summary>
internal struct F4
{
    public float X;
    public float Y;
    public float Z;
    public float W;

    /// <summary>The sum of two quads.</summary>
    public static F4 Add(F4 a, F4 b)
    {
        F4 r;
        r.X = a.X + b.X;
        r.Y = a.Y + b.Y;
        r.Z = a.Z + b.Z;
        r.W = a.W + b.W;
        return r;
    }
}

/// <summary>Two floats that are loaded and stored by one 8-byte access.</summary>
internal struct F2
{
    public float X;
    public float Y;
}

/// <summary>Four 32-bit words: a fragment of a tensor-core operand.</summary>
internal struct U4
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}
