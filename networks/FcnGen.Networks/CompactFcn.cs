namespace FcnGen.Networks;

/// <summary>
/// A small skip network for small machines: four stages to stride 8, scores fused at strides 4 and 2. 21 classes, so that it can stand
/// in for the large ones while a program is being built.
/// </summary>
[FullyConvNet(Channels = 3, Mean = [127.5, 127.5, 127.5], InputScale = 1 / 64.0)]
public partial class CompactFcn
{
    [Conv(16, Kernel = 3, Pad = 24), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(32, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
    [Conv(64, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool3 { get; }
    [Conv(96, Kernel = 5), Relu, Dropout(0.2)] public partial Layer Conv4 { get; }

    [Score(21)] public partial Layer ScoreFr { get; }
    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }
    [Score(21, From = nameof(Pool2))] public partial Layer ScorePool2 { get; }
    [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool2c { get; }
    [Sum(nameof(Upscore2), nameof(ScorePool2c))] public partial Layer FusePool2 { get; }

    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpscorePool2 { get; }
    [Score(21, From = nameof(Pool1))] public partial Layer ScorePool1 { get; }
    [Crop(Onto = nameof(UpscorePool2))] public partial Layer ScorePool1c { get; }
    [Sum(nameof(UpscorePool2), nameof(ScorePool1c))] public partial Layer FusePool1 { get; }

    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
