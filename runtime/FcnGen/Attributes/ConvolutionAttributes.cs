namespace FcnGen;

/// <summary>A convolution: cross-correlation with learned kernels, plus a bias. Weights are stored as O×(I/groups)×k×k.</summary>
/// <param name="outputs">Output channels.</param>
public sealed class ConvAttribute(int outputs) : ParameterLayerAttribute
{
    /// <summary>In a block: the output channels as an expression of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="outputs">Such as <c>4 * Width</c>.</param>
    public ConvAttribute(string outputs)
        : this(0) => _ = outputs;

    /// <summary>Output channels.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Side of the square kernel.</summary>
    public int Kernel { get; set; } = 1;

    /// <summary>Cells from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros added on every side.</summary>
    public int Pad { get; set; }

    /// <summary>Cells from one tap to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>True to add a learned bias per output channel.</summary>
    public bool Bias { get; set; } = true;
}

/// <summary>A 1×1 convolution that scores each cell for each class; its parameters start at zero (paper, section 4.1).</summary>
/// <param name="classes">Classes, background included.</param>
public sealed class ScoreAttribute(int classes) : ParameterLayerAttribute
{
    /// <summary>In a block: the classes as an expression of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="classes">Such as <c>4 * Width</c>.</param>
    public ScoreAttribute(string classes)
        : this(0) => _ = classes;

    /// <summary>Classes, background included.</summary>
    public int Classes { get; } = classes;
}

/// <summary>
/// A classifier's fully connected layer, made a convolution whose kernel covers the map that the classifier saw. Loads weights of
/// both shapes, O×(I·k·k) and O×I×k×k.
/// </summary>
/// <param name="outputs">Output channels.</param>
public sealed class InnerProductAttribute(int outputs) : ParameterLayerAttribute
{
    /// <summary>In a block: the output channels as an expression of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="outputs">Such as <c>4 * Width</c>.</param>
    public InnerProductAttribute(string outputs)
        : this(0) => _ = outputs;

    /// <summary>Output channels.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Side of the map that the classifier saw (7 for fc6 of VGG16, 6 for CaffeNet's, 1 for the next ones).</summary>
    public int Kernel { get; set; } = 1;
}

/// <summary>
/// A transposed convolution ("deconvolution"), which enlarges the map <see cref="Stride"/> times. Weights are stored as
/// I×(O/groups)×k×k.
/// </summary>
/// <param name="outputs">Output channels.</param>
public sealed class DeconvAttribute(int outputs) : ParameterLayerAttribute
{
    /// <summary>In a block: the output channels as an expression of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="outputs">Such as <c>4 * Width</c>.</param>
    public DeconvAttribute(string outputs)
        : this(0) => _ = outputs;

    /// <summary>Output channels.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Side of the square kernel. An even kernel shifts by half a cell, an odd one by a whole number.</summary>
    public int Kernel { get; set; } = 1;

    /// <summary>Enlargement factor.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Cells cut from every side of the output.</summary>
    public int Pad { get; set; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>
    /// True for fixed bilinear interpolation, each channel by itself (what the published networks use). Weight files still hold the
    /// full C×C kernels; they are checked on load and not trained.
    /// </summary>
    public bool Bilinear { get; set; }

    /// <summary>True to add a learned bias per output channel.</summary>
    public bool Bias { get; set; }
}
