namespace FcnGen;

/// <summary>Base of the pooling layers.</summary>
public abstract class PoolAttribute : LayerAttribute
{
    /// <summary>Side of the window.</summary>
    public int Kernel { get; set; } = 2;

    /// <summary>Cells from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Cells by which the first window reaches over the border.</summary>
    public int Pad { get; set; }

    /// <summary>Rows of the window, where they differ from its columns. Default: <see cref="Kernel"/>.</summary>
    public int KernelHeight { get; set; } = AsBoth;

    /// <summary>Columns of the window, where they differ from its rows. Default: <see cref="Kernel"/>.</summary>
    public int KernelWidth { get; set; } = AsBoth;

    /// <summary>Stride down the rows. Default: <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; } = AsBoth;

    /// <summary>Stride along the columns. Default: <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; } = AsBoth;

    /// <summary>Pad at the top. Default: <see cref="Pad"/>.</summary>
    public int PadTop { get; set; } = AsBoth;

    /// <summary>Pad at the left. Default: <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; } = AsBoth;

    /// <summary>Pad at the bottom. Default: <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; } = AsBoth;

    /// <summary>Pad at the right. Default: <see cref="Pad"/>.</summary>
    public int PadRight { get; set; } = AsBoth;

    /// <summary>How the output size is rounded.</summary>
    public Rounding Rounding { get; set; }
}

/// <summary>The largest value of each window; windows are clipped at the border.</summary>
public sealed class MaxPoolAttribute : PoolAttribute;

/// <summary>
/// The mean of each window. As in Caffe, padding counts as zeros, but the part of a window that overhangs the padding does not.
/// </summary>
public sealed class AvgPoolAttribute : PoolAttribute;
