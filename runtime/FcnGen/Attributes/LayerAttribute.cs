using System;

namespace FcnGen;

/// <summary>Base of every attribute that declares a layer on a partial property of type <see cref="Layer"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>Of an argument for one axis or side: as the argument for both, or all, says.</summary>
    public const int AsBoth = -1;

    /// <summary>The layer that feeds this one, by <c>nameof</c>. Default: the layer declared above.</summary>
    public string? From { get; set; }

    /// <summary>The name in weight files. Default: the property's name by rule (<c>ScorePool4c</c> is <c>score_pool4c</c>).</summary>
    public string? Name { get; set; }

    /// <summary>
    /// Arguments that are expressions in text, separated by commas: <c>"Stride = Stride, Pad = Dilation"</c> sets <c>Stride</c> and
    /// <c>Pad</c> of this attribute from parameters of the block that the layer stands in. Outside a block, expressions are of numbers only.
    /// </summary>
    public string? With { get; set; }
}

/// <summary>Base of the layers that have weights.</summary>
public abstract class ParameterLayerAttribute : LayerAttribute
{
    /// <summary>Learning-rate multiplier of the weights.</summary>
    public double LrMult { get; set; } = 1;

    /// <summary>Weight-decay multiplier of the weights.</summary>
    public double DecayMult { get; set; } = 1;

    /// <summary>Learning-rate multiplier of the bias; default: the network's.</summary>
    public double BiasLrMult { get; set; } = double.NaN;

    /// <summary>Weight-decay multiplier of the bias; default: the network's.</summary>
    public double BiasDecayMult { get; set; } = double.NaN;

    /// <summary>True to keep the parameters as they were filled or loaded: no gradient is computed for them.</summary>
    public bool Frozen { get; set; }

    /// <summary>How the weights start.</summary>
    public Filler Filler { get; set; }

    /// <summary>The value of <see cref="Filler.Constant"/>, or the standard deviation of <see cref="Filler.Gaussian"/>.</summary>
    public double FillerValue { get; set; } = 0.01;

    /// <summary>The constant that the bias starts from.</summary>
    public double BiasValue { get; set; }
}

/// <summary>An input picture of the network. Networks with one input say <c>Channels</c> on the class instead.</summary>
/// <param name="channels">Channels of the input.</param>
public sealed class InputAttribute(int channels) : LayerAttribute
{
    /// <summary>Channels of the input.</summary>
    public int Channels { get; } = channels;

    /// <summary>Order of the colour channels, where there are three.</summary>
    public ChannelOrder Order { get; set; }

    /// <summary>
    /// Mean per channel, in the order of the input; subtracted from what feeds it. On the scale of the values as stored: 0 to 255 where they
    /// have 8 bits, 0 to 65535 where they have 16.
    /// </summary>
    public double[] Mean { get; set; } = [];

    /// <summary>Standard deviation per channel, in the order of the input, on the scale of the values as stored; divides after the mean is subtracted.</summary>
    public double[] Deviation { get; set; } = [];

    /// <summary>Factor applied after the mean is subtracted.</summary>
    public double Scale { get; set; } = 1;
}

/// <summary>
/// Makes a layer an output of the network. Layers cropped onto the input, and those that a loss reads, are outputs without it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>
    /// True to allow that a layer which was resized to the size of the picture lies beside it, as in networks of frameworks that do not look:
    /// the compiler then says by how much.
    /// </summary>
    public bool AllowShift { get; set; }
}

/// <summary>
/// Says from which probability on an output of one channel is labelled 1; below, and at it, the label is 0. Without it, that is 0.5. An output
/// that ends in a sigmoid has its values compared with the probability; one of raw scores, as a <see cref="SigmoidLossAttribute"/> reads
/// them, with log(p / (1 − p)), of which the sigmoid is the probability.
/// </summary>
/// <param name="probability">Between 0 and 1, neither included.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ThresholdAttribute(double probability) : Attribute
{
    /// <summary>The probability that a label of 1 exceeds.</summary>
    public double Probability { get; } = probability;
}
