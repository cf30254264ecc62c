namespace FcnGen.Gpu;

/// <summary>The kernel that the norm of gradients needs.</summary>
internal static class NormKernels
{
    /// <summary>Sums of squares, one a group.</summary>
    public static readonly KernelDefinition SumOfSquares = new("SumOfSquares", 256, "");
}

/// <summary>How values are divided among the groups of <see cref="NormKernels.SumOfSquares"/>.</summary>
internal static class SquareSums
{
    /// <summary>Quads that a thread adds up one after the other: few, so that the sum is precise.</summary>
    public const int QuadsPerThread = 16;

    /// <summary>Quads of a group.</summary>
    public const int QuadsPerGroup = 256 * QuadsPerThread;
}
