namespace FcnGen.Gpu.Tests;

/// <summary>How a blob lies in memory: kernels may use 16-byte accesses for the aligned ones only.</summary>
public enum Placement
{
    /// <summary>Without gaps; aligned if the channels are a multiple of 4.</summary>
    Dense,

    /// <summary>A window of a larger blob, away from its borders and channels, aligned if the channels are a multiple of 4.</summary>
    AlignedView,

    /// <summary>A window of a larger blob, each cell a multiple of 16 bytes from the next, but its channels not at a multiple of 16 bytes.</summary>
    OddSlice,

    /// <summary>A window of a larger blob, cells at any multiple of 4 bytes.</summary>
    Strided,
}
