namespace FcnGen.Networks.Tests;

/// <summary>VGG16 with a few channels per stage: the geometry of the published trunk at a cost that plain loops can check.</summary>
[FullyConvTrunk(Channels = 3)]
public partial class ThinVgg
{
    [Conv(3, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1_1 { get; }
    [Conv(3, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1_2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(4, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2_1 { get; }
    [Conv(5, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2_2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_1 { get; }
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_2 { get; }
    [Conv(7, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3_3 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool3 { get; }
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_1 { get; }
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_2 { get; }
    [Conv(9, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4_3 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool4 { get; }
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv5_1 { get; }
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv5_2 { get; }
    [Conv(9, Kernel = 3, Pad = 1), Relu] public partial Layer Conv5_3 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool5 { get; }
    [InnerProduct(20, Kernel = 7), Relu] public partial Layer Fc6 { get; }
    [InnerProduct(19), Relu] public partial Layer Fc7 { get; }
}

/// <summary>FCN-32s, thin.</summary>
[FullyConvNet(Channels = 3)]
[Trunk(typeof(ThinVgg), FirstPad = 100)]
public partial class ThinFcn32s
{
    [Score(5, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(5, Kernel = 64, Stride = 32, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
}

/// <summary>FCN-16s, thin, its intermediate enlargement learned as in the paper.</summary>
[FullyConvNet(Channels = 3)]
[Trunk(typeof(ThinVgg), FirstPad = 100)]
public partial class ThinFcn16s
{
    [Score(5, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(5, Kernel = 4, Stride = 2, Filler = Filler.Xavier)] public partial Layer Upscore2 { get; }
    [Score(5, From = nameof(ThinVgg.Pool4), Filler = Filler.Xavier)] public partial Layer ScorePool4 { get; }
    [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool4c { get; }
    [Sum(nameof(Upscore2), nameof(ScorePool4c))] public partial Layer FusePool4 { get; }
    [Deconv(5, Kernel = 32, Stride = 16, Bilinear = true)] public partial Layer Upscore16 { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>FCN-8s, thin, with the at-once scales.</summary>
[FullyConvNet(Channels = 3)]
[Trunk(typeof(ThinVgg), FirstPad = 100)]
public partial class ThinFcn8s
{
    [Score(5, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(5, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }
    [Scale(0.5, From = nameof(ThinVgg.Pool4))] public partial Layer ScalePool4 { get; }
    [Score(5, Filler = Filler.Xavier)] public partial Layer ScorePool4 { get; }
    [Crop(Onto = nameof(Upscore2))] public partial Layer ScorePool4c { get; }
    [Sum(nameof(Upscore2), nameof(ScorePool4c))] public partial Layer FusePool4 { get; }
    [Deconv(5, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpscorePool4 { get; }
    [Score(5, From = nameof(ThinVgg.Pool3), Filler = Filler.Xavier)] public partial Layer ScorePool3 { get; }
    [Crop(Onto = nameof(UpscorePool4))] public partial Layer ScorePool3c { get; }
    [Sum(nameof(UpscorePool4), nameof(ScorePool3c))] public partial Layer FusePool3 { get; }
    [Deconv(5, Kernel = 16, Stride = 8, Bilinear = true)] public partial Layer Upscore8 { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>FCN-AlexNet, thin: LRN, overlapping pools, groups, odd kernels.</summary>
[FullyConvNet(Channels = 3)]
public partial class ThinFcnAlexNet
{
    [Conv(6, Kernel = 11, Stride = 4, Pad = 100), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool1 { get; }
    [Lrn(LocalSize = 5, Alpha = 0.1, Beta = 0.75)] public partial Layer Norm1 { get; }
    [Conv(8, Kernel = 5, Pad = 2, Groups = 2), Relu] public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool2 { get; }
    [Lrn(LocalSize = 5, Alpha = 0.1, Beta = 0.75)] public partial Layer Norm2 { get; }
    [Conv(10, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3 { get; }
    [Conv(10, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv4 { get; }
    [Conv(8, Kernel = 3, Pad = 1, Groups = 2), Relu] public partial Layer Conv5 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool5 { get; }
    [InnerProduct(20, Kernel = 6), Relu] public partial Layer Fc6 { get; }
    [InnerProduct(20), Relu] public partial Layer Fc7 { get; }
    [Score(5, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(5, Kernel = 63, Stride = 32, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>
/// Everything that the published networks do not use, in one small network: two inputs, a trunk used twice, weighted sums, a
/// concatenation of branches that others read too, crops of pools (windows, not folds), dilation, a ReLU of its own,
/// average pooling, two heads, two losses on one of them.
/// </summary>
#pragma warning disable FCN062 // the second stem reads two channels of depth
[FullyConvNet]
[Trunk(typeof(SmallStem), Suffix = "Color", From = nameof(Color))]
[Trunk(typeof(SmallStem), Suffix = "Depth", From = nameof(Depth))]
#pragma warning restore FCN062
public partial class BranchedNet
{
    [Input(3)] public partial Layer Color { get; }
    [Input(2)] public partial Layer Depth { get; }

    [Sum(nameof(SmallStem.Stem2) + "Color", nameof(SmallStem.Stem2) + "Depth", Coefficients = [0.25, 0.75])] public partial Layer Fused { get; }
    [Conv(4, Kernel = 3, Pad = 2, Dilation = 2, Filler = Filler.Xavier)] public partial Layer Wide { get; }
    [Relu] public partial Layer WideRelu { get; }
    [AvgPool(Kernel = 3, Stride = 1, Pad = 1, From = nameof(Fused))] public partial Layer Mean { get; }
    [Conv(3, Kernel = 1), Relu] public partial Layer MeanProjection { get; }
    [Concat(nameof(WideRelu), nameof(MeanProjection), nameof(Fused))] public partial Layer Joined { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool { get; }
    [Conv(6, Kernel = 3, Filler = Filler.Xavier)] public partial Layer Deep { get; }
    [Crop(Onto = nameof(Deep), From = nameof(Pool))] public partial Layer PoolWindow { get; }
    [Concat(nameof(Deep), nameof(PoolWindow))] public partial Layer Skip { get; }

    [Score(3, Filler = Filler.Xavier)] public partial Layer ScoreSem { get; }
    [Deconv(3, Kernel = 4, Stride = 2, Filler = Filler.Xavier, Bias = true)] public partial Layer UpscoreSem { get; }
    [CropToInput(Input = nameof(Color))] public partial Layer Semantic { get; }
    [SoftmaxLoss] public partial Layer LossSem { get; }
    [SoftmaxLoss(From = nameof(Semantic), Normalization = LossNormalization.Sum, Weight = 0.01)] public partial Layer LossSum { get; }

    [Score(2, From = nameof(Skip), Filler = Filler.Xavier)] public partial Layer ScoreGeo { get; }
    [Deconv(2, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpscoreGeo { get; }
    [CropToInput(Input = nameof(Color))] public partial Layer Geometric { get; }
    [SoftmaxLoss(Weight = 0.5)] public partial Layer LossGeo { get; }
}

/// <summary>The stem of <see cref="BranchedNet"/>.</summary>
[FullyConvTrunk(Channels = 3)]
public partial class SmallStem
{
    [Conv(4, Kernel = 3, Pad = 9), Relu] public partial Layer Stem1 { get; }
    [Conv(5, Kernel = 3, Pad = 1), Relu] public partial Layer Stem2 { get; }
}
