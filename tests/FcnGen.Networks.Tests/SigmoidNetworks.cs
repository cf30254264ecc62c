namespace FcnGen.Networks.Tests;

/// <summary>A yes or no for each pixel, enlarged: what a softmax would label by a fused arg-max.</summary>
[FullyConvNet(Channels = 3)]
public partial class BinaryNet
{
    [Conv(6, Kernel = 3, Stride = 2, Pad = 9), Relu] public partial Layer Conv1 { get; }
    [Score(1, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(1, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput, Threshold(0.4)] public partial Layer Score { get; }
    [SigmoidLoss(PositiveWeight = 2.5)] public partial Layer Loss { get; }
}

/// <summary>The same on scores as they are, with their probability as an output of its own.</summary>
[FullyConvNet(Channels = 3)]
public partial class ChanceNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Score(1, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SigmoidLoss] public partial Layer Loss { get; }
    [Sigmoid(From = nameof(Score)), Output, Threshold(0.45)] public partial Layer Chance { get; }
}

/// <summary>Several channels, each against the rest.</summary>
[FullyConvNet(Channels = 3)]
public partial class AgainstTheRestNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Score(5, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SigmoidLoss(Normalization = LossNormalization.Sum, PositiveWeight = 0.5, Weight = 0.25)] public partial Layer Loss { get; }
}
