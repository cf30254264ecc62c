namespace FcnGen.Networks;

/// <summary>
/// FCN-16s for PASCAL VOC, 21 classes: the stride-32 scores enlarged twice and fused with scores of pool4. Published mean IU: 62.4
/// (paper), 65.0 (2016 release).
/// </summary>
[FullyConvNet(Order = ChannelOrder.Bgr, Mean = [Means.VocBlue, Means.VocGreen, Means.VocRed], Channels = 3)]
[Trunk(typeof(Vgg16), FirstPad = 100)]
public partial class Fcn16s
{
    [Score(21)] public partial Layer ScoreFr { get; }
    [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }

    [Score(21, From = nameof(Vgg16.Pool4))] public partial Layer ScorePool4 { get; }
    [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool4c { get; }
    [Sum(nameof(Upscore2), nameof(ScorePool4c))] public partial Layer FusePool4 { get; }

    [Deconv(21, Kernel = 32, Stride = 16, Bilinear = true)] public partial Layer Upscore16 { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = 255, Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
}
