namespace FcnGen;

/// <summary>
/// Softmax over the channels and the negative log-likelihood of the true class, per pixel. Reads the layer above, or
/// <see cref="LayerAttribute.From"/>.
/// </summary>
public sealed class SoftmaxLossAttribute : LayerAttribute
{
    /// <summary>Label of pixels that count for nothing; -1 for none.</summary>
    public int IgnoreLabel { get; set; } = 255;

    /// <summary>What the sum is divided by.</summary>
    public LossNormalization Normalization { get; set; }

    /// <summary>One factor per class; default all 1.</summary>
    public double[] ClassWeights { get; set; } = [];

    /// <summary>
    /// Spatial loss sampling (paper, section 4.3 and figure 5): the probability with which each pixel counts, drawn anew at every step.
    /// </summary>
    public double KeepProbability { get; set; } = 1;

    /// <summary>Factor of this loss in the sum of all losses.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>True to allow that the scores lie beside the picture, and so beside the labels: the compiler then says by how much.</summary>
    public bool AllowShift { get; set; }
}

/// <summary>
/// Sigmoid cross-entropy per pixel: each channel is a yes or no of its own, by the sigmoid of its score. One channel takes the labels 0 and
/// 1; of several, a channel is yes where the label is its index (one against the rest), and the losses of the channels of a pixel are added
/// up. Reads raw scores, of the layer above or <see cref="LayerAttribute.From"/>: it applies the sigmoid itself.
/// </summary>
public sealed class SigmoidLossAttribute : LayerAttribute
{
    /// <summary>Label of pixels that count for nothing; -1 for none.</summary>
    public int IgnoreLabel { get; set; } = 255;

    /// <summary>What the sum is divided by.</summary>
    public LossNormalization Normalization { get; set; }

    /// <summary>
    /// Factor of the loss where a channel is to say yes, as PyTorch's <c>pos_weight</c>: above 1 where what is looked for is rare.
    /// </summary>
    public double PositiveWeight { get; set; } = 1;

    /// <summary>The probability with which each pixel counts, drawn anew at every step, as of <see cref="SoftmaxLossAttribute.KeepProbability"/>.</summary>
    public double KeepProbability { get; set; } = 1;

    /// <summary>Factor of this loss in the sum of all losses.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>True to allow that the scores lie beside the picture, and so beside the labels: the compiler then says by how much.</summary>
    public bool AllowShift { get; set; }
}
