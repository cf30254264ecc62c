namespace FcnGen;

/// <summary>max(x, 0). Beside another layer attribute it is part of that layer; alone it is a layer.</summary>
public sealed class ReluAttribute : LayerAttribute;

/// <summary>x where it is positive, else slope · x. Beside another layer attribute it is part of that layer; alone it is a layer.</summary>
/// <param name="slope">Factor of negative values: at least 0, or training keeps the values before it, too.</param>
public sealed class LeakyReluAttribute(double slope) : LayerAttribute
{
    /// <summary>In a block: the slope as an expression of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="slope">Such as <c>1 / Width</c>.</param>
    public LeakyReluAttribute(string slope)
        : this(0.0) => _ = slope;

    /// <summary>Factor of negative values.</summary>
    public double Slope { get; } = slope;
}

/// <summary>
/// x where it is positive, else a · x, with a learned slope a for each channel (He et al. 2015, arXiv 1502.01852; Caffe's PReLU with
/// <c>channel_shared</c> false). Beside another layer attribute it is part of that layer, and weight files have the slopes as the layer's
/// <c>slope</c>; alone it is a layer, and they are its <c>weight</c>. Training keeps the values before it, too.
/// </summary>
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>What the slope of every channel starts from.</summary>
    public double Slope { get; set; } = 0.25;

    /// <summary>Learning-rate multiplier of the slopes.</summary>
    public double LrMult { get; set; } = 1;

    /// <summary>Weight-decay multiplier of the slopes: 0 as in the paper, since decay would pull them towards a ReLU.</summary>
    public double DecayMult { get; set; }

    /// <summary>True to keep the slopes as they were filled or loaded: no gradient is computed for them.</summary>
    public bool Frozen { get; set; }
}

/// <summary>1 / (1 + e^−x). Beside another layer attribute it is part of that layer; alone it is a layer.</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>
/// min(max(x, low), high), such as the ReLU6 of <c>[Clip(0, 6)]</c>. Beside another layer attribute it is part of that layer; alone it is a layer.
/// </summary>
/// <param name="low">What smaller values become.</param>
/// <param name="high">What larger values become; above <paramref name="low"/>.</param>
public sealed class ClipAttribute(double low, double high) : LayerAttribute
{
    /// <summary>In a block: the limits as expressions of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="low">Such as <c>0</c>.</param>
    /// <param name="high">Such as <c>Limit</c>.</param>
    public ClipAttribute(string low, string high)
        : this(0.0, 0.0) => _ = (low, high);

    /// <summary>What smaller values become.</summary>
    public double Low { get; } = low;

    /// <summary>What larger values become.</summary>
    public double High { get; } = high;
}

/// <summary>
/// Element-wise dropout: while training, each value is zeroed with probability <see cref="Ratio"/> and the rest are divided by
/// 1 − ratio. Beside another layer attribute it is part of that layer; alone it is a layer.
/// </summary>
/// <param name="ratio">Probability of a zero, in [0, 1).</param>
public sealed class DropoutAttribute(double ratio) : LayerAttribute
{
    /// <summary>In a block: the ratio as an expression of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="ratio">Such as <c>1 / Stride</c>.</param>
    public DropoutAttribute(string ratio)
        : this(0.0) => _ = ratio;

    /// <summary>Probability of a zero.</summary>
    public double Ratio { get; } = ratio;
}

/// <summary>
/// Local response normalisation across channels, as Caffe does it: x · (k + α/n · Σ x²)^−β over <see cref="LocalSize"/> = n channels.
/// </summary>
public sealed class LrnAttribute : LayerAttribute
{
    /// <summary>Channels in the window, an odd number.</summary>
    public int LocalSize { get; set; } = 5;

    /// <summary>α, divided by <see cref="LocalSize"/> before use.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary>β.</summary>
    public double Beta { get; set; } = 0.75;

    /// <summary>k.</summary>
    public double K { get; set; } = 1;
}

/// <summary>Multiplies by a constant, such as the 0.01 and 0.0001 of the at-once networks.</summary>
/// <param name="factor">The constant.</param>
public sealed class ScaleAttribute(double factor) : LayerAttribute
{
    /// <summary>In a block: the constant as an expression of its parameters, which the compiler evaluates for each use.</summary>
    /// <param name="factor">Such as <c>1 / Stride</c>.</param>
    public ScaleAttribute(string factor)
        : this(0.0) => _ = factor;

    /// <summary>The constant.</summary>
    public double Factor { get; } = factor;
}
