namespace FcnGen.Networks;

/// <summary>
/// FCN-8s for PASCAL VOC, 21 classes, trained in stages: scores of pool4 and pool3 fused on the way up. Published mean IU: 62.7 (paper),
/// 65.5 (2016 release).
/// </summary>
[FullyConvNet(Order = ChannelOrder.Bgr, Mean = [Means.VocBlue, Means.VocGreen, Means.VocRed], Channels = 3)]
[Trunk(typeof(Vgg16), FirstPad = 100)]
public partial class Fcn8s
{
    [Score(21)] public partial Layer ScoreFr { get; }
    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }

    [Score(21, From = nameof(Vgg16.Pool4))] public partial Layer ScorePool4 { get; }
    [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool4c { get; }
    [Sum(nameof(Upscore2), nameof(ScorePool4c))] public partial Layer FusePool4 { get; }
    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpscorePool4 { get; }

    [Score(21, From = nameof(Vgg16.Pool3))] public partial Layer ScorePool3 { get; }
    [Crop(Onto = nameof(UpscorePool4))] public partial Layer ScorePool3c { get; }
    [Sum(nameof(UpscorePool4), nameof(ScorePool3c))] public partial Layer FusePool3 { get; }

    [Deconv(21, Kernel = 16, Stride = 8, Bilinear = true)] public partial Layer Upscore8 { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = 255, Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
}
