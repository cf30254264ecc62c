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

    /// <summary>Side of the kernel.</summary>
    public int Kernel { get; set; } = 1;

    /// <summary>Cells from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros added on every side.</summary>
    public int Pad { get; set; }

    /// <summary>Cells from one tap to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Rows of the kernel, where they differ from its columns. Default: <see cref="Kernel"/>.</summary>
    public int KernelHeight { get; set; } = AsBoth;

    /// <summary>Columns of the kernel, where they differ from its rows. Default: <see cref="Kernel"/>.</summary>
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

    /// <summary>Dilation down the rows. Default: <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; } = AsBoth;

    /// <summary>Dilation along the columns. Default: <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; } = AsBoth;

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

    /// <summary>
    /// Side of the map that the classifier saw (7 for fc6 of VGG16, 6 for CaffeNet's, 1 for the next ones). Default: in a network of one size
    /// (<see cref="FullyConvNetAttribute.Height"/>) the whole map that the layer reads there, else 1.
    /// </summary>
    public int Kernel { get; set; } = 1;

    /// <summary>Rows of that map, where they differ from its columns. Default: <see cref="Kernel"/>.</summary>
    public int KernelHeight { get; set; } = AsBoth;

    /// <summary>Columns of that map, where they differ from its rows. Default: <see cref="Kernel"/>.</summary>
    public int KernelWidth { get; set; } = AsBoth;
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

    /// <summary>Side of the kernel. An even kernel shifts by half a cell, an odd one by a whole number.</summary>
    public int Kernel { get; set; } = 1;

    /// <summary>Enlargement factor.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Cells cut from every side of the output.</summary>
    public int Pad { get; set; }

    /// <summary>Cells from one tap to the next. Fixed interpolation has none between them.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Further cells at the bottom and the right of the output, less than the stride: which of the sizes it is that a strided
    /// convolution maps to the same one.</summary>
    public int OutputPad { get; set; }

    /// <summary>Rows of the kernel, where they differ from its columns. Default: <see cref="Kernel"/>.</summary>
    public int KernelHeight { get; set; } = AsBoth;

    /// <summary>Columns of the kernel, where they differ from its rows. Default: <see cref="Kernel"/>.</summary>
    public int KernelWidth { get; set; } = AsBoth;

    /// <summary>Stride down the rows. Default: <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; } = AsBoth;

    /// <summary>Stride along the columns. Default: <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; } = AsBoth;

    /// <summary>Cells cut at the top. Default: <see cref="Pad"/>.</summary>
    public int PadTop { get; set; } = AsBoth;

    /// <summary>Cells cut at the left. Default: <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; } = AsBoth;

    /// <summary>Cells cut at the bottom. Default: <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; } = AsBoth;

    /// <summary>Cells cut at the right. Default: <see cref="Pad"/>.</summary>
    public int PadRight { get; set; } = AsBoth;

    /// <summary>Dilation down the rows. Default: <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; } = AsBoth;

    /// <summary>Dilation along the columns. Default: <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; } = AsBoth;

    /// <summary>Further rows at the bottom. Default: <see cref="OutputPad"/>.</summary>
    public int OutputPadHeight { get; set; } = AsBoth;

    /// <summary>Further columns at the right. Default: <see cref="OutputPad"/>.</summary>
    public int OutputPadWidth { get; set; } = AsBoth;

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
