namespace FcnGen.Samples.Quickstart;

/// <summary>
/// A small skip network: 1/8 of the resolution sees whole objects, 1/4 and 1/2 say where they end. Every crop is computed, and the
/// compiler proves that pictures of every size from 1x1 on work.
/// </summary>
[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0, BiasLrMult = 1)]
public partial class QuickstartNet
{
    /// <summary>Background and four kinds of objects. Raise it for data with more classes.</summary>
    public const int Classes = 5;

    [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(32, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2_1 { get; }
    [Conv(32, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2_2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
    [Conv(64, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_1 { get; }
    [Conv(64, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool3 { get; }
    [Conv(96, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_1 { get; }
    [Conv(96, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_2 { get; }

    [Score(Classes)] public partial Layer ScoreFr { get; }
    [Deconv(Classes, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }
    [Score(Classes, From = nameof(Conv3_2))] public partial Layer ScoreConv3 { get; }
    [Crop(From = nameof(Upscore2), Onto = nameof(ScoreConv3))] public partial Layer Upscore2c { get; }
    [Sum(nameof(Upscore2c), nameof(ScoreConv3))] public partial Layer FuseConv3 { get; }
    [Deconv(Classes, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore4 { get; }
    [Score(Classes, From = nameof(Conv2_2))] public partial Layer ScoreConv2 { get; }
    [Crop(From = nameof(Upscore4), Onto = nameof(ScoreConv2))] public partial Layer Upscore4c { get; }
    [Sum(nameof(Upscore4c), nameof(ScoreConv2))] public partial Layer FuseConv2 { get; }
    [Deconv(Classes, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore8 { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = 255)] public partial Layer Loss { get; }
}
