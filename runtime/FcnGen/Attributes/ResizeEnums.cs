// Compiled into the runtime and into the generator, so that the two never disagree about a value.
namespace FcnGen;

/// <summary>How a resized map gets its values.</summary>
public enum ResizeMode
{
    /// <summary>From the four cells around a position, by their distances; nothing is averaged where the map shrinks.</summary>
    Bilinear,

    /// <summary>From one cell.</summary>
    Nearest,
}

/// <summary>
/// Which position of the input belongs to a cell of the output, along one axis. Cells are counted from 0 and <c>step</c> is the size of the
/// input over that of the output, or 1 over the factor where one was given. A position before the first cell or behind the last is taken as that
/// cell. The names are those of ONNX.
/// </summary>
public enum ResizeCoordinates
{
    /// <summary>(cell + ½) · step − ½: the centres of the outer cells lie half a cell inside the border. PyTorch with <c>align_corners=False</c>.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, and 0 where the output has one cell. ONNX's name for PyTorch, which does not do so today.</summary>
    PyTorchHalfPixel,

    /// <summary>cell · step: the first cells lie on each other.</summary>
    Asymmetric,

    /// <summary>
    /// cell · (input − 1) / (output − 1): the first cells lie on each other and the last ones do; 0 where the output has one cell. A factor decides
    /// the size only. PyTorch with <c>align_corners=True</c>.
    /// </summary>
    AlignedCorners,
}

/// <summary>Which cell is nearest to a position. PyTorch's <c>nearest-exact</c> is <see cref="HalfUp"/> with half-pixel coordinates.</summary>
public enum NearestRounding
{
    /// <summary>The one before it. With asymmetric coordinates PyTorch's <c>nearest</c>.</summary>
    Floor,

    /// <summary>The one behind it.</summary>
    Ceil,

    /// <summary>The nearer one; halfway between two the first. ONNX's <c>round_prefer_floor</c>.</summary>
    HalfDown,

    /// <summary>The nearer one; halfway between two the second. ONNX's <c>round_prefer_ceil</c>.</summary>
    HalfUp,
}
