namespace FcnGen.Networks.Tests;

/// <summary>
/// Activations after convolutions of both kinds, pools, sums and concatenations, before a normalisation, and alone; with a slope below zero
/// they need what came in, so that training keeps it and a sum or a concatenation does not let its bottoms write into its value.
/// </summary>
[FullyConvNet(Channels = 3)]
public partial class ActivationsNet
{
    [Conv(6, Kernel = 3, Pad = 6), LeakyRelu(0.1)] public partial Layer Leaky { get; }
    [MaxPool(Kernel = 2, Stride = 2), Clip(-0.25, 0.5)] public partial Layer Pooled { get; }
    [Conv(4, Kernel = 3, Pad = 1), LeakyRelu(-0.5)] public partial Layer Folded { get; }
    [Deconv(4, Kernel = 4, Stride = 2), Sigmoid] public partial Layer Up { get; }
    [Conv(4, From = nameof(Leaky))] public partial Layer Side { get; }
    [Crop(Onto = nameof(Side), From = nameof(Up))] public partial Layer UpC { get; }
    [Sum(nameof(UpC), nameof(Side)), LeakyRelu(-0.25)] public partial Layer Fused { get; }
    [Lrn(LocalSize = 3, Alpha = 0.5)] public partial Layer Norm { get; }
    [Conv(5, Kernel = 3, Pad = 1)] public partial Layer Plain { get; }
    [LeakyRelu(-0.5)] public partial Layer Bent { get; }
    [Clip(-0.5, 0.5, From = nameof(Plain))] public partial Layer Clipped { get; }
    [Concat(nameof(Bent), nameof(Clipped)), LeakyRelu(-2)] public partial Layer Joined { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Dropout behind activations: what is left of their values does not say what the gradient is.</summary>
[FullyConvNet(Channels = 2)]
public partial class DroppedActivationsNet
{
    [Conv(6, Kernel = 3, Pad = 1), Sigmoid, Dropout(0.5)] public partial Layer First { get; }
    [Conv(5, Kernel = 3, Pad = 1), LeakyRelu(-0.5), Dropout(0.25)] public partial Layer Second { get; }
    [Clip(-0.4, 0.4), Dropout(0.4)] public partial Layer Third { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>
/// Concatenations that end in an activation or a dropout, over layers with activations of their own: what the concatenation makes of its value
/// is not what those gradients are told from.
/// </summary>
[FullyConvNet(Channels = 3)]
public partial class JoinedActivationsNet
{
    [Conv(5, Kernel = 3, Pad = 1), Relu] public partial Layer A { get; }
    [Conv(4, Kernel = 3, Pad = 1, From = "data"), Sigmoid] public partial Layer B { get; }
    [Concat(nameof(A), nameof(B)), Sigmoid] public partial Layer First { get; }
    [Conv(3), Clip(-0.2, 0.3)] public partial Layer C { get; }
    [Conv(4, From = nameof(First)), LeakyRelu(0.2)] public partial Layer D { get; }
    [Concat(nameof(C), nameof(D)), LeakyRelu(0.5)] public partial Layer Second { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
