namespace FcnGen.Networks;

/// <summary>
/// FCN-32s for PASCAL VOC, 21 classes: VGG16 scored at stride 32 and enlarged in one step. Published mean IU on the 736 validation
/// pictures: 59.4 (paper), 63.6 (2016 release).
/// </summary>
[FullyConvNet(Order = ChannelOrder.Bgr, Mean = [Means.VocBlue, Means.VocGreen, Means.VocRed], Channels = 3)]
[Trunk(typeof(Vgg16), FirstPad = 100)]
public partial class Fcn32s
{
    [Score(21)] public partial Layer ScoreFr { get; }
    [Deconv(21, Kernel = 64, Stride = 32, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = 255, Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
}
