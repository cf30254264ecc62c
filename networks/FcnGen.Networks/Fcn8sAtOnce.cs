namespace FcnGen.Networks;

/// <summary>
/// FCN-8s for PASCAL VOC, 21 classes, trained at once: the skip features are scaled down so that all streams can learn from the start.
/// Published mean IU: 65.4 (2016 release).
/// </summary>
[FullyConvNet(Order = ChannelOrder.Bgr, Mean = [Means.VocBlue, Means.VocGreen, Means.VocRed], Channels = 3)]
[Trunk(typeof(Vgg16), FirstPad = 100)]
public partial class Fcn8sAtOnce
{
    [Score(21)] public partial Layer ScoreFr { get; }
    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }

    [Scale(0.01, From = nameof(Vgg16.Pool4))] public partial Layer ScalePool4 { get; }
    [Score(21)] public partial Layer ScorePool4 { get; }
    [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool4c { get; }
    [Sum(nameof(Upscore2), nameof(ScorePool4c))] public partial Layer FusePool4 { get; }
    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpscorePool4 { get; }

    [Scale(0.0001, From = nameof(Vgg16.Pool3))] public partial Layer ScalePool3 { get; }
    [Score(21)] public partial Layer ScorePool3 { get; }
    [Crop(Onto = nameof(UpscorePool4))] public partial Layer ScorePool3c { get; }
    [Sum(nameof(UpscorePool4), nameof(ScorePool3c))] public partial Layer FusePool3 { get; }

    [Deconv(21, Kernel = 16, Stride = 8, Bilinear = true)] public partial Layer Upscore8 { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = 255, Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
}
