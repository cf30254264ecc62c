namespace FcnGen;

/// <summary>Base of the layers that resize a map by interpolation without weights: each channel by itself.</summary>
public abstract class ResizingAttribute : LayerAttribute
{
    /// <summary>How values are made.</summary>
    public ResizeMode Mode { get; set; }

    /// <summary>Where the cells of the resized map lie in the one that is read.</summary>
    public ResizeCoordinates Coordinates { get; set; }

    /// <summary>For <see cref="ResizeMode.Nearest"/>: which cell is taken for a place between two.</summary>
    public NearestRounding Rounding { get; set; } = NearestRounding.HalfDown;
}

/// <summary>
/// Resizes a map by a factor (<see cref="Factor"/> / <see cref="Divisor"/>), to the size of another layer (<see cref="Onto"/>), or to one size for all
/// pictures (<see cref="Height"/> and <see cref="Width"/>). By a factor, with half-pixel and asymmetric coordinates, the cells lie at one place for every
/// size of picture, and can be cropped and fused as those of a transposed convolution; else where they lie depends on the size of the picture, and the
/// compiler says by how much they are shifted.
/// </summary>
public sealed class ResizeAttribute : ResizingAttribute
{
    /// <summary>Cells made of each <see cref="Divisor"/> cells; the size is rounded down.</summary>
    public int Factor { get; set; }

    /// <summary>Cells of which each <see cref="Factor"/> cells are made. Default: 1.</summary>
    public int Divisor { get; set; }

    /// <summary>Factor down the rows. Default: <see cref="Factor"/>.</summary>
    public int FactorHeight { get; set; } = AsBoth;

    /// <summary>Factor along the columns. Default: <see cref="Factor"/>.</summary>
    public int FactorWidth { get; set; } = AsBoth;

    /// <summary>Divisor down the rows. Default: <see cref="Divisor"/>.</summary>
    public int DivisorHeight { get; set; } = AsBoth;

    /// <summary>Divisor along the columns. Default: <see cref="Divisor"/>.</summary>
    public int DivisorWidth { get; set; } = AsBoth;

    /// <summary>The layer whose size to take, by <c>nameof</c>.</summary>
    public string? Onto { get; set; }

    /// <summary>Rows of the resized map for every picture; beside <see cref="Width"/>.</summary>
    public int Height { get; set; }

    /// <summary>Columns of the resized map for every picture; beside <see cref="Height"/>.</summary>
    public int Width { get; set; }
}

/// <summary>Resizes a map to the size of the input picture. Where nothing else reads it, it is an output of the network.</summary>
public sealed class ResizeToInputAttribute : ResizingAttribute
{
    /// <summary>The input whose size to take, where the network has several.</summary>
    public string? Input { get; set; }
}
