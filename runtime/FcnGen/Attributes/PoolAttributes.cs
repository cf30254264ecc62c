namespace FcnGen;

/// <summary>Base of the pooling layers.</summary>
public abstract class PoolAttribute : LayerAttribute
{
    /// <summary>Side of the square window.</summary>
    public int Kernel { get; set; } = 2;

    /// <summary>Cells from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Cells by which the first window reaches over the border.</summary>
    public int Pad { get; set; }

    /// <summary>How the output size is rounded.</summary>
    public Rounding Rounding { get; set; }
}

/// <summary>The largest value of each window; windows are clipped at the border.</summary>
public sealed class MaxPoolAttribute : PoolAttribute;

/// <summary>
/// The mean of each window. As in Caffe, padding counts as zeros, but the part of a window that overhangs the padding does not.
/// </summary>
public sealed class AvgPoolAttribute : PoolAttribute;
