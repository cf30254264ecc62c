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
}

/// <summary>
/// How the height (and likewise the width) of a layer follows from that of the layer whose size it starts from: the one that it reads, for a
/// crop the one that it is cropped onto. Checks, proofs, plans, documentation and the description of a network all take sizes from here.
/// </summary>
public readonly record struct SizeRule
{
    private SizeRule(SizeForm form, int kernel, int stride, int pad, int dilation) =>
        (Form, Kernel, Stride, Pad, Dilation) = (form, kernel, stride, pad, dilation);

    /// <summary>The layer keeps the size.</summary>
    public static SizeRule Same => default;

    /// <summary>Which rule it is.</summary>
    public SizeForm Form { get; }

    /// <summary>Side of the window; for <see cref="SizeForm.Constant"/> the size.</summary>
    public int Kernel { get; }

    /// <summary>Cells from one window to the next; of a transposed convolution the enlargement.</summary>
    public int Stride { get; }

    /// <summary>Cells added on every side; of a transposed convolution cells cut.</summary>
    public int Pad { get; }

    /// <summary>Cells from one tap to the next.</summary>
    public int Dilation { get; }

    /// <summary>Cells that a window spans.</summary>
    public int Extent => SizeRules.Extent(Kernel, Dilation);

    /// <summary>True if every size stays as it is.</summary>
    public bool KeepsSize => Form == SizeForm.Same || Form == SizeForm.Conv && Stride == 1 && Extent == 2 * Pad + 1;

    /// <summary>The rule of a convolution.</summary>
    public static SizeRule Conv(int kernel, int stride = 1, int pad = 0, int dilation = 1) => new(SizeForm.Conv, kernel, stride, pad, dilation);

    /// <summary>The rule of a transposed convolution.</summary>
    public static SizeRule Deconv(int kernel, int stride = 1, int pad = 0) => new(SizeForm.Deconv, kernel, stride, pad, 1);

    /// <summary>The rule of a pooling that rounds up.</summary>
    public static SizeRule PoolCeil(int kernel, int stride = 1, int pad = 0) => new(SizeForm.PoolCeil, kernel, stride, pad, 1);

    /// <summary>The rule of a pooling that rounds down.</summary>
    public static SizeRule PoolFloor(int kernel, int stride = 1, int pad = 0) => new(SizeForm.PoolFloor, kernel, stride, pad, 1);

    /// <summary>The same size for every picture.</summary>
    public static SizeRule Constant(int size) => new(SizeForm.Constant, size, 1, 0, 1);

    /// <summary>The size that follows from <paramref name="size"/>; below 1 where the layer would be empty.</summary>
    public int Of(int size) => Form switch
    {
        SizeForm.Same => size,
        SizeForm.Conv => SizeRules.Conv(size, Kernel, Stride, Pad, Dilation),
        SizeForm.Deconv => SizeRules.Deconv(size, Kernel, Stride, Pad),
        SizeForm.PoolCeil => SizeRules.PoolCeil(size, Kernel, Stride, Pad),
        SizeForm.PoolFloor => SizeRules.PoolFloor(size, Kernel, Stride, Pad),
        SizeForm.Constant => Kernel,
        _ => throw new InvalidOperationException("There is no size rule of the form " + Form + "."),
    };
}
