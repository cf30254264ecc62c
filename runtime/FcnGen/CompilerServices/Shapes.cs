using System;
using System.ComponentModel;
using FcnGen.Geometry;

namespace FcnGen.CompilerServices;

/// <summary>
/// What is constant about a convolution or a transposed convolution. Implemented by generated structs, so that kernels are specialised
/// for each layer; height, width and batch stay run-time values. A crop that follows is folded into <see cref="Pad"/>, which may
/// therefore be negative.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IConvShape
{
    /// <summary>Input channels, all groups together.</summary>
    static abstract int InputChannels { get; }

    /// <summary>Output channels, all groups together.</summary>
    static abstract int OutputChannels { get; }

    /// <summary>Height and width of the kernel.</summary>
    static abstract PerAxis<int> Kernel { get; }

    /// <summary>Strides (for a transposed convolution, the enlargements).</summary>
    static abstract PerAxis<int> Stride { get; }

    /// <summary>Zeros before the first row and column (for a transposed convolution, rows and columns cut away).</summary>
    static abstract PerAxis<int> Pad { get; }

    /// <summary>Cells from one tap to the next.</summary>
    static abstract PerAxis<int> Dilation { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    static abstract int Groups { get; }
}

/// <summary>What is constant about a pooling layer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPoolShape
{
    /// <summary>Height and width of the window.</summary>
    static abstract PerAxis<int> Kernel { get; }

    /// <summary>Cells from one window to the next.</summary>
    static abstract PerAxis<int> Stride { get; }

    /// <summary>Cells by which the first window reaches over the upper and the left border.</summary>
    static abstract PerAxis<int> Pad { get; }

    /// <summary>Cells of padding at the lower and the right border, which an average counts.</summary>
    static abstract PerAxis<int> PadEnd { get; }
}

/// <summary>What is constant about resizing a map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IResizeShape
{
    /// <summary>How the values come about.</summary>
    static abstract ResizeMode Mode { get; }

    /// <summary>Where the cells of the output lie on the input.</summary>
    static abstract ResizeCoordinates Coordinates { get; }

    /// <summary>Which cell is nearest; without meaning for bilinear ones.</summary>
    static abstract NearestRounding Rounding { get; }

    /// <summary>Numerators of the factors of enlargement <c>Up / Down</c>; 0 where the scale follows from the two sizes.</summary>
    static abstract PerAxis<int> Up { get; }

    /// <summary>Denominators of the factors; without meaning where <see cref="Up"/> is 0.</summary>
    static abstract PerAxis<int> Down { get; }
}

/// <summary>What is constant about local response normalisation across channels: x · (k + α/n · Σ x²)^−β.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILrnShape
{
    /// <summary>n.</summary>
    static abstract int LocalSize { get; }

    /// <summary>α.</summary>
    static abstract float Alpha { get; }

    /// <summary>β.</summary>
    static abstract float Beta { get; }

    /// <summary>k.</summary>
    static abstract float K { get; }
}

/// <summary>The constant of a leaky ReLU.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILeakyReluShape
{
    /// <summary>Factor of negative values.</summary>
    static abstract float Slope { get; }
}

/// <summary>The constants of a clip.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IClipShape
{
    /// <summary>What smaller values become.</summary>
    static abstract float Low { get; }

    /// <summary>What larger values become.</summary>
    static abstract float High { get; }
}

/// <summary>The constant of a dropout.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDropoutShape
{
    /// <summary>1 / (1 − ratio): the factor of the values that are kept.</summary>
    static abstract float Factor { get; }
}

/// <summary>What is constant about a loss that judges each pixel by its label.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPixelLossShape
{
    /// <summary>Label of pixels that count for nothing; -1 for none.</summary>
    static abstract int IgnoreLabel { get; }

    /// <summary>What the sum is divided by.</summary>
    static abstract LossNormalization Normalization { get; }

    /// <summary>Probability with which a pixel counts.</summary>
    static abstract float KeepProbability { get; }

    /// <summary>Factor of this loss.</summary>
    static abstract float Weight { get; }
}

/// <summary>What is constant about a softmax loss.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossShape : IPixelLossShape
{
    /// <summary>One factor per class, or empty for all 1.</summary>
    static abstract ReadOnlySpan<float> ClassWeights { get; }
}

/// <summary>What is constant about a sigmoid cross-entropy.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISigmoidLossShape : IPixelLossShape
{
    /// <summary>Labels are 0 to this number − 1: as many as channels, or 2 for a single one.</summary>
    static abstract int Classes { get; }

    /// <summary>Factor of the loss where a channel is to say yes.</summary>
    static abstract float PositiveWeight { get; }
}
