namespace FcnGen.Gpu;

/// <summary>Which steps a pointwise kernel takes: bits of one argument.</summary>
internal static class PointwiseSteps
{
    /// <summary>Adds what is there.</summary>
    public const int Load = 1;

    /// <summary>Negative values become zero.</summary>
    public const int Relu = 2;

    /// <summary>Values become zero where the mask's source is not positive.</summary>
    public const int Mask = 4;

    /// <summary>Values become zero where the random bits of their position are below the threshold.</summary>
    public const int Drop = 8;
}
