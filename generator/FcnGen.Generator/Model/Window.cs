using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>A window that slides over a map.</summary>
/// <param name="Height">Down the rows.</param>
/// <param name="Width">Along them.</param>
internal sealed record Window(WindowAxis Height, WindowAxis Width)
{
    /// <summary>A window that is the same along both axes.</summary>
    public Window(int kernel, int stride = 1, int pad = 0, int dilation = 1)
        : this(new WindowAxis(kernel, stride, pad, dilation), new WindowAxis(kernel, stride, pad, dilation))
    {
    }

    /// <summary>True if it is the same along both axes.</summary>
    public bool IsSquare => Height == Width;

    /// <summary>Its taps.</summary>
    public PerAxis<int> Kernel => Select(static a => a.Kernel);

    /// <summary>Cells from one window to the next.</summary>
    public PerAxis<int> Stride => Select(static a => a.Stride);

    /// <summary>Cells added, or cut, before the first.</summary>
    public PerAxis<int> Pad => Select(static a => a.Pad);

    /// <summary>Cells added, or cut, behind the last.</summary>
    public PerAxis<int> PadEnd => Select(static a => a.PadEnd);

    /// <summary>Cells from one tap to the next.</summary>
    public PerAxis<int> Dilation => Select(static a => a.Dilation);

    /// <summary>Its cells.</summary>
    public long Cells => (long)Height.Kernel * Width.Kernel;

    /// <summary>True if it moves by more than a cell.</summary>
    public bool IsStrided => Height.Stride > 1 || Width.Stride > 1;

    /// <summary>The axes to look at: one stands for both where they are the same.</summary>
    public Axis[] Axes => IsSquare ? [Axis.Height] : Model.Axes.Both;

    /// <summary>The argument of the attribute that an axis comes from: <c>Kernel</c>, or <c>KernelHeight</c> where the axes differ.</summary>
    public string Argument(string name, Axis axis) => IsSquare ? name : name + axis;

    /// <summary>As <see cref="Argument"/> for a pad: <c>Pad</c>, or that of a side.</summary>
    public string PadArgument(Axis axis, bool atEnd) =>
        IsSquare && Height.Pad == Height.PadEnd + Height.OutputPad ? "Pad"
        : axis == Axis.Height ? (atEnd ? "PadBottom" : "PadTop")
        : atEnd ? "PadRight" : "PadLeft";

    public WindowAxis this[Axis axis] => axis == Axis.Height ? Height : Width;

    /// <summary>What follows along each axis.</summary>
    public PerAxis<T> Select<T>(System.Func<WindowAxis, T> map) => new(map(Height), map(Width));

    /// <summary>The window with other axes.</summary>
    public Window With(System.Func<WindowAxis, WindowAxis> change) => new(change(Height), change(Width));
}

/// <summary>A window along one axis.</summary>
/// <param name="Kernel">Its taps.</param>
/// <param name="Stride">Cells from one window to the next; of a transposed convolution the enlargement.</param>
/// <param name="Pad">Cells added before the first; of a transposed convolution cells cut.</param>
/// <param name="Dilation">Cells from one tap to the next.</param>
internal sealed record WindowAxis(int Kernel, int Stride = 1, int Pad = 0, int Dilation = 1)
{
    /// <summary>Cells added behind the last; of a transposed convolution cells cut, less the output padding.</summary>
    public int PadEnd { get; init; } = Pad;

    /// <summary>Of a transposed convolution: further cells behind the last, which are part of <see cref="PadEnd"/>.</summary>
    public int OutputPad { get; init; }

    /// <summary>Cells that it spans.</summary>
    public int Extent => SizeRules.Extent(Kernel, Dilation);

    /// <summary>Cells added, or cut, at both ends together.</summary>
    public int Pads => Pad + PadEnd;

    /// <summary>The same with one pad at both ends.</summary>
    public WindowAxis Padded(int pad) => this with { Pad = pad, PadEnd = pad };
}
