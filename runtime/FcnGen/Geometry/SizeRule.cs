using System;

namespace FcnGen.Geometry;

/// <summary>The forms of a <see cref="SizeRule"/>.</summary>
public enum SizeForm
{
    /// <summary>The size of the layer that is read.</summary>
    Same,

    /// <summary><see cref="SizeRules.Conv"/>.</summary>
    Conv,

    /// <summary><see cref="SizeRules.Deconv"/>.</summary>
    Deconv,

    /// <summary><see cref="SizeRules.PoolCeil"/>.</summary>
    PoolCeil,

    /// <summary><see cref="SizeRules.PoolFloor"/>.</summary>
    PoolFloor,

    /// <summary>One size for every picture.</summary>
    Constant,

    /// <summary><see cref="SizeRules.Resize"/>.</summary>
    Resize,
}

/// <summary>
/// How the height of a layer, or its width, follows from that of the layer whose size it starts from: the one that it reads, for a
/// crop the one that it is cropped onto. Checks, proofs, plans, documentation and the description of a network all take sizes from here.
/// </summary>
public readonly record struct SizeRule
{
    private SizeRule(SizeForm form, int kernel, int stride, int pad, int dilation, int? padEnd) =>
        (Form, Kernel, Stride, Pad, PadEnd, Dilation) = (form, kernel, stride, pad, padEnd ?? pad, dilation);

    /// <summary>The layer keeps the size.</summary>
    public static SizeRule Same => default;

    /// <summary>Which rule it is.</summary>
    public SizeForm Form { get; }

    /// <summary>Cells of the window; for <see cref="SizeForm.Constant"/> the size, for <see cref="SizeForm.Resize"/> the cells made of <see cref="Stride"/>.</summary>
    public int Kernel { get; }

    /// <summary>Cells from one window to the next; of a transposed convolution the enlargement.</summary>
    public int Stride { get; }

    /// <summary>Cells added before the first; of a transposed convolution cells cut.</summary>
    public int Pad { get; }

    /// <summary>Cells added behind the last; of a transposed convolution cells cut, less its output padding.</summary>
    public int PadEnd { get; }

    /// <summary>Cells added, or cut, at both ends together.</summary>
    public int Pads => Pad + PadEnd;

    /// <summary>Cells from one tap to the next.</summary>
    public int Dilation { get; }

    /// <summary>Cells that a window spans.</summary>
    public int Extent => SizeRules.Extent(Kernel, Dilation);

    /// <summary>True if every size stays as it is.</summary>
    public bool KeepsSize => Form == SizeForm.Same || Form == SizeForm.Conv && Stride == 1 && Extent == Pads + 1;

    /// <summary>The rule of a convolution.</summary>
    public static SizeRule Conv(int kernel, int stride = 1, int pad = 0, int dilation = 1, int? padEnd = null) =>
        new(SizeForm.Conv, kernel, stride, pad, dilation, padEnd);

    /// <summary>The rule of a transposed convolution.</summary>
    public static SizeRule Deconv(int kernel, int stride = 1, int pad = 0, int dilation = 1, int? padEnd = null) =>
        new(SizeForm.Deconv, kernel, stride, pad, dilation, padEnd);

    /// <summary>The rule of a pooling that rounds up.</summary>
    public static SizeRule PoolCeil(int kernel, int stride = 1, int pad = 0, int? padEnd = null) => new(SizeForm.PoolCeil, kernel, stride, pad, 1, padEnd);

    /// <summary>The rule of a pooling that rounds down.</summary>
    public static SizeRule PoolFloor(int kernel, int stride = 1, int pad = 0, int? padEnd = null) => new(SizeForm.PoolFloor, kernel, stride, pad, 1, padEnd);

    /// <summary>The same size for every picture.</summary>
    public static SizeRule Constant(int size) => new(SizeForm.Constant, size, 1, 0, 1, 0);

    /// <summary>The rule of a resizing that makes <paramref name="up"/> cells of <paramref name="down"/>.</summary>
    public static SizeRule Resize(int up, int down) => new(SizeForm.Resize, up, down, 0, 1, 0);

    /// <summary>
    /// Cells by which the layer grows with every cell of the one whose size it starts from, in the mean over many. Where the other one grows by a
    /// number of cells for which this is a whole number, the layer grows by just that.
    /// </summary>
    public Rational Growth => Form switch
    {
        SizeForm.Same => 1,
        SizeForm.Conv or SizeForm.PoolCeil or SizeForm.PoolFloor => new Rational(1, Stride),
        SizeForm.Deconv => Stride,
        SizeForm.Constant => 0,
        SizeForm.Resize => new Rational(Kernel, Stride),
        _ => throw Unknown(),
    };

    /// <summary>The size that follows from <paramref name="size"/>; below 1 where the layer would be empty.</summary>
    public int Of(int size) => Form switch
    {
        SizeForm.Same => size,
        SizeForm.Conv => SizeRules.Conv(size, Kernel, Stride, Pads, Dilation),
        SizeForm.Deconv => SizeRules.Deconv(size, Kernel, Stride, Pads, Dilation),
        SizeForm.PoolCeil => SizeRules.PoolCeil(size, Kernel, Stride, Pad, PadEnd),
        SizeForm.PoolFloor => SizeRules.PoolFloor(size, Kernel, Stride, Pad, PadEnd),
        SizeForm.Constant => Kernel,
        SizeForm.Resize => SizeRules.Resize(size, Kernel, Stride),
        _ => throw Unknown(),
    };

    private InvalidOperationException Unknown() => new("There is no size rule of the form " + Form + ".");
}
