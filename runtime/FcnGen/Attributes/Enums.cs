// Compiled into the runtime and into the generator, so that the two never disagree about a value.
namespace FcnGen;

/// <summary>How a pooling layer rounds its output size.</summary>
public enum Rounding
{
    /// <summary>Up, as Caffe does by default.</summary>
    Ceil,

    /// <summary>Down, as most other frameworks do by default.</summary>
    Floor,
}

/// <summary>How a parameter is set before training. Fan-in is the number of weights that feed one output.</summary>
public enum Filler
{
    /// <summary>
    /// The layer kind's own choice: <see cref="Msra"/> for Conv and InnerProduct, <see cref="Zero"/> for Score, for Deconv
    /// <see cref="Bilinear"/> if it has as many outputs as inputs, else <see cref="Msra"/>.
    /// </summary>
    Default,

    /// <summary>All zero.</summary>
    Zero,

    /// <summary>All equal to the given value.</summary>
    Constant,

    /// <summary>Normal with mean 0 and the given standard deviation.</summary>
    Gaussian,

    /// <summary>Uniform in ±√(3 / fan-in).</summary>
    Xavier,

    /// <summary>Normal with standard deviation √(2 / fan-in).</summary>
    Msra,

    /// <summary>Bilinear interpolation from each channel to itself, zero between different channels.</summary>
    Bilinear,
}

/// <summary>The order of the colour channels that a network was trained with.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red, as every network that was born in Caffe expects.</summary>
    Bgr,
}

/// <summary>What the summed loss is divided by.</summary>
public enum LossNormalization
{
    /// <summary>The number of pixels that are not ignored (at least 1): a mean per pixel.</summary>
    Valid,

    /// <summary>The batch size: a sum over the pixels of one picture, the setting of the published VGG networks.</summary>
    Sum,
}

/// <summary>What the values of an output are, and so how they become probabilities.</summary>
public enum OutputValues
{
    /// <summary>Scores of classes that exclude each other: a softmax over the channels makes them probabilities.</summary>
    Scores,

    /// <summary>Scores of channels by themselves: a sigmoid makes each the probability of its channel.</summary>
    Logits,

    /// <summary>Probabilities of channels by themselves: the output ends in a sigmoid.</summary>
    Probabilities,
}
