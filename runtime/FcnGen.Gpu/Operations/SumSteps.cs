namespace FcnGen.Gpu;

/// <summary>What the kernel that adds partial sums does besides, as bits of an argument.</summary>
internal static class SumSteps
{
    /// <summary>Adds a bias.</summary>
    public const int Bias = 1;

    /// <summary>Negative values become zero.</summary>
    public const int Relu = 2;

    /// <summary>Only what has a positive value in the mask's source passes.</summary>
    public const int Mask = 4;

    /// <summary>Adds to what is there.</summary>
    public const int Accumulate = 8;
}
