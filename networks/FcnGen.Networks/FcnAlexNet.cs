namespace FcnGen.Networks;

/// <summary>
/// FCN-AlexNet for PASCAL VOC, 21 classes: CaffeNet (conv, ReLU, pool, then LRN; grouped convolutions) scored at stride 32. All its
/// kernels are odd, so the enlarging kernel is 63 and the crop 18. Biases of the trunk learn at the plain rate and are decayed, unlike
/// VGG's. Published mean IU: 39.8 (paper), 48.0 (2016 release).
/// </summary>
[FullyConvNet(Order = ChannelOrder.Bgr, Mean = [Means.VocBlue, Means.VocGreen, Means.VocRed], Channels = 3, BiasLrMult = 1, BiasDecayMult = 1)]
public partial class FcnAlexNet
{
    [Conv(96, Kernel = 11, Stride = 4, Pad = 100), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool1 { get; }
    [Lrn(LocalSize = 5, Alpha = 0.0001, Beta = 0.75)] public partial Layer Norm1 { get; }

    [Conv(256, Kernel = 5, Pad = 2, Groups = 2), Relu] public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool2 { get; }
    [Lrn(LocalSize = 5, Alpha = 0.0001, Beta = 0.75)] public partial Layer Norm2 { get; }

    [Conv(384, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3 { get; }
    [Conv(384, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv4 { get; }
    [Conv(256, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv5 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool5 { get; }

    [InnerProduct(4096, Kernel = 6), Relu, Dropout(0.5)] public partial Layer Fc6 { get; }
    [InnerProduct(4096), Relu, Dropout(0.5)] public partial Layer Fc7 { get; }

    [Score(21, BiasLrMult = 2, BiasDecayMult = 0)] public partial Layer ScoreFr { get; }
    [Deconv(21, Kernel = 63, Stride = 32, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(IgnoreLabel = 255)] public partial Layer Loss { get; }
}
