namespace FcnGen.GpuKit;

/// <summary>Convolutions whose channels suit 16-byte accesses: 3x3, 1x1, stride, dilation, groups, negative and large padding.</summary>
[FullyConvNet(Channels = 4)]
public partial class AlignedConvolutions
{
    [Conv(32, Kernel = 3, Pad = 5), Relu] public partial Layer Conv1 { get; }
    [Conv(64, Kernel = 3, Stride = 2, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [Conv(64, Kernel = 3, Dilation = 2, Pad = 2, Groups = 4)] public partial Layer Conv3 { get; }
    [Relu] public partial Layer Relu3 { get; }
    [Conv(128, Kernel = 1), Relu, Dropout(0.3)] public partial Layer Conv4 { get; }
    [Score(8)] public partial Layer ScoreFr { get; }
    [Deconv(8, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>The same with channels that suit nothing.</summary>
[FullyConvNet(Channels = 3)]
public partial class OddConvolutions
{
    [Conv(21, Kernel = 3, Pad = 5), Relu] public partial Layer Conv1 { get; }
    [Conv(30, Kernel = 5, Stride = 2, Pad = 2)] public partial Layer Conv2 { get; }
    [Relu] public partial Layer Relu2 { get; }
    [Conv(33, Kernel = 3, Dilation = 2, Pad = 2, Groups = 3), Relu, Dropout(0.5)] public partial Layer Conv3 { get; }
    [Conv(7, Kernel = 1), Relu] public partial Layer Conv4 { get; }
    [Score(5)] public partial Layer ScoreFr { get; }
    [Deconv(5, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(Normalization = LossNormalization.Sum)] public partial Layer Loss { get; }
}

/// <summary>Large kernels: 11x11 with stride 4 and a fully connected layer made a convolution.</summary>
[FullyConvNet(Channels = 3)]
public partial class LargeKernels
{
    [Conv(48, Kernel = 11, Stride = 4, Pad = 40), Relu] public partial Layer Conv1 { get; }
    [InnerProduct(128, Kernel = 6), Relu, Dropout(0.5)] public partial Layer Fc6 { get; }
    [InnerProduct(128), Relu] public partial Layer Fc7 { get; }
    [Score(21)] public partial Layer ScoreFr { get; }
    [Deconv(21, Kernel = 7, Stride = 4, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Deep sums on small maps, where work is split along the sum.</summary>
[FullyConvNet(Channels = 64)]
public partial class DeepConvolutions
{
    [Conv(256, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Conv(256, Kernel = 3, Pad = 3), Relu] public partial Layer Conv2 { get; }
    [Conv(256, Kernel = 5), Relu] public partial Layer Conv3 { get; }
    [Score(21)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Maximum and average pools, by both roundings, overlapping and padded.</summary>
[FullyConvNet(Channels = 3)]
public partial class Pools
{
    [Conv(12, Kernel = 3, Pad = 20), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(9, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
    [Conv(16, Kernel = 3, Pad = 1)] public partial Layer Conv3 { get; }
    [AvgPool(Kernel = 3, Stride = 1, Pad = 1)] public partial Layer Pool3 { get; }
    [Conv(10, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4 { get; }
    [AvgPool(Kernel = 2, Stride = 2)] public partial Layer Pool4 { get; }
    [Score(6)] public partial Layer ScoreFr { get; }
    [Deconv(6, Kernel = 15, Stride = 8, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Normalisation across channels, with grouped convolutions around it.</summary>
[FullyConvNet(Channels = 3)]
public partial class Normalised
{
    [Conv(24, Kernel = 5, Stride = 2, Pad = 12), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 3, Stride = 2)] public partial Layer Pool1 { get; }
    [Lrn(LocalSize = 5, Alpha = 0.1, Beta = 0.75)] public partial Layer Norm1 { get; }
    [Conv(30, Kernel = 5, Pad = 2, Groups = 2), Relu] public partial Layer Conv2 { get; }
    [Lrn(LocalSize = 3, Alpha = 0.5, Beta = 0.5)] public partial Layer Norm2 { get; }
    [Score(5)] public partial Layer ScoreFr { get; }
    [Deconv(5, Kernel = 7, Stride = 4, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Skips with crops, sums with coefficients, scales, and joined maps.</summary>
[FullyConvNet(Channels = 3)]
public partial class Branches
{
    [Conv(16, Kernel = 3, Pad = 12), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(20, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [Conv(12, Kernel = 3, Pad = 1, From = nameof(Pool1)), Relu] public partial Layer Conv3 { get; }
    [Concat(nameof(Conv2), nameof(Conv3))] public partial Layer Joined { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool2 { get; }
    [Score(7)] public partial Layer ScoreFr { get; }
    [Deconv(7, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore2 { get; }
    [Scale(0.25, From = nameof(Joined))] public partial Layer Scaled { get; }
    [Score(7)] public partial Layer ScoreJoined { get; }
    [Crop(From = nameof(Upscore2), Onto = nameof(ScoreJoined))] public partial Layer Upscore2c { get; }
    [Sum(nameof(Upscore2c), nameof(ScoreJoined), Coefficients = [1, -0.5])] public partial Layer Fuse { get; }
    [Deconv(7, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss(ClassWeights = [1, 2, 0.5, 1, 1, 3, 1])] public partial Layer Loss { get; }
}

/// <summary>Learned transposed convolutions.</summary>
[FullyConvNet(Channels = 3)]
public partial class LearnedUpsampling
{
    [Conv(16, Kernel = 3, Stride = 2, Pad = 9), Relu] public partial Layer Conv1 { get; }
    [Conv(24, Kernel = 3, Stride = 2, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [Deconv(12, Kernel = 4, Stride = 2)] public partial Layer Up1 { get; }
    [Deconv(5, Kernel = 3, Stride = 2)] public partial Layer Up2 { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Other activations than a ReLU after layers of every kind, on odd and on aligned channels; some need what came in.</summary>
[FullyConvNet(Channels = 3)]
public partial class Activations
{
    [Conv(16, Kernel = 3, Pad = 9), LeakyRelu(0.1)] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2), Clip(0, 6)] public partial Layer Pool1 { get; }
    [Conv(64, Kernel = 3, Pad = 1), Sigmoid, Dropout(0.3)] public partial Layer Conv2 { get; }
    [Conv(21, Kernel = 3, Pad = 1), LeakyRelu(-0.5)] public partial Layer Conv3 { get; }
    [Conv(21, From = nameof(Pool1))] public partial Layer Side { get; }
    [Sum(nameof(Conv3), nameof(Side)), Sigmoid] public partial Layer Fuse { get; }
    [Conv(32, Kernel = 3, Pad = 1)] public partial Layer Conv4 { get; }
    [LeakyRelu(0.2)] public partial Layer Leaky4 { get; }
    [Score(6)] public partial Layer ScoreFr { get; }
    [Deconv(6, Kernel = 4, Stride = 2), Clip(-4, 4)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Windows that are other ones down the rows than along them, on odd and on aligned channels, with and without tensor cores.</summary>
[FullyConvNet(Channels = 3)]
public partial class OblongWindows
{
    [Conv(32, KernelHeight = 3, KernelWidth = 5, PadTop = 8, PadBottom = 9, PadLeft = 9, PadRight = 10, StrideWidth = 2), Relu] public partial Layer Conv1 { get; }
    [MaxPool(KernelHeight = 2, KernelWidth = 3, StrideHeight = 2, StrideWidth = 1, PadLeft = 1, PadRight = 1)] public partial Layer Pool1 { get; }
    [Conv(64, KernelHeight = 1, KernelWidth = 7, PadLeft = 3, PadRight = 3)] public partial Layer Row { get; }
    [Conv(64, KernelHeight = 7, KernelWidth = 1, PadTop = 3, PadBottom = 3), Relu] public partial Layer Column { get; }
    [AvgPool(KernelHeight = 3, KernelWidth = 1, PadTop = 1, PadBottom = 1)] public partial Layer Mean { get; }
    [Conv(21, Kernel = 3, DilationWidth = 2, PadTop = 1, PadBottom = 1, PadLeft = 2, PadRight = 2), Relu] public partial Layer Sparse { get; }
    [Deconv(12, KernelHeight = 4, KernelWidth = 3, StrideHeight = 2, PadLeft = 1, PadRight = 1, OutputPadHeight = 1)] public partial Layer Up { get; }
    [Score(6)] public partial Layer ScoreFr { get; }
    [Deconv(6, KernelHeight = 1, KernelWidth = 3, StrideWidth = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Activations that learn a slope per channel, as part of layers and alone, on odd and on aligned channels, with and without tensor cores.</summary>
[FullyConvNet(Channels = 3)]
public partial class LearnedActivations
{
    [Conv(16, Kernel = 3, Pad = 9), PRelu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2), PRelu(Slope = -0.5)] public partial Layer Pool1 { get; }
    [Conv(37, Kernel = 3, Pad = 1), PRelu, Dropout(0.3)] public partial Layer Conv2 { get; }
    [Conv(64, Kernel = 3, Pad = 1)] public partial Layer Conv3 { get; }
    [PRelu] public partial Layer Prelu3 { get; }
    [Conv(32, Kernel = 3, Pad = 1), PRelu] public partial Layer Conv4 { get; }
    [Score(6)] public partial Layer ScoreFr { get; }
    [Deconv(6, Kernel = 4, Stride = 2), PRelu] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Unpoolings by the winners of max pools, on odd and on aligned channels; one writes into a slice.</summary>
[FullyConvNet(Channels = 3)]
public partial class Unpoolings
{
    [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(21, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 3, Stride = 3, Pad = 1)] public partial Layer Pool2 { get; }
    [Conv(21, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3 { get; }
    [Unpool(nameof(Pool2))] public partial Layer Unpool2 { get; }
    [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv4 { get; }
    [Unpool(nameof(Pool1))] public partial Layer Unpool1 { get; }
    [Concat(nameof(Unpool1), nameof(Conv1))] public partial Layer Joined { get; }
    [Score(6)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Means over whole maps, on odd and on aligned channels, through a convolution and over the map again.</summary>
[FullyConvNet(Channels = 3)]
public partial class ContextBranches
{
    [Conv(32, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [GlobalAvgPool] public partial Layer Gist { get; }
    [Conv(16), Relu] public partial Layer Reduced { get; }
    [Broadcast(Onto = nameof(Conv1))] public partial Layer Everywhere { get; }
    [Concat(nameof(Conv1), nameof(Everywhere))] public partial Layer Joined { get; }
    [Conv(21, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [GlobalAvgPool] public partial Layer OddGist { get; }
    [BroadcastToInput] public partial Layer OddEverywhere { get; }
    [Sum(nameof(Conv2), nameof(OddEverywhere)), Relu] public partial Layer Fuse { get; }
    [Score(6)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Resized maps, on odd and on aligned channels: bilinear and nearest, by factors, onto a layer and to the input.</summary>
[FullyConvNet(Channels = 3)]
public partial class ResizedMaps
{
    [Conv(32, Kernel = 3, Stride = 2, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Conv(32, Kernel = 3, Stride = 2, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [Resize(Onto = nameof(Conv1), Coordinates = ResizeCoordinates.AlignedCorners)] public partial Layer Up2 { get; }
    [Sum(nameof(Up2), nameof(Conv1), AllowShift = true)] public partial Layer Fuse { get; }
    [Resize(Factor = 3, Divisor = 2, Mode = ResizeMode.Nearest, Coordinates = ResizeCoordinates.Asymmetric, Rounding = NearestRounding.Floor)] public partial Layer Wide { get; }
    [Conv(21, Kernel = 3, Pad = 1), Relu] public partial Layer Conv3 { get; }
    [Score(6)] public partial Layer ScoreFr { get; }
    [ResizeToInput] public partial Layer Score { get; }
    [SoftmaxLoss(AllowShift = true)] public partial Layer Loss { get; }
}

/// <summary>A loss over a random part of the pixels.</summary>
[FullyConvNet(Channels = 3)]
public partial class SampledLoss
{
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Score(6)] public partial Layer Score { get; }
    [SoftmaxLoss(KeepProbability = 0.4, Weight = 0.7)] public partial Layer Loss { get; }
}

/// <summary>A yes or no for each pixel: the sigmoid loss of one channel, which a threshold labels, enlarged or not.</summary>
[FullyConvNet(Channels = 3)]
public partial class YesOrNo
{
    [Conv(16, Kernel = 3, Stride = 2, Pad = 9), Relu] public partial Layer Conv1 { get; }
    [Score(1)] public partial Layer ScoreFr { get; }
    [Deconv(1, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput, Threshold(0.4)] public partial Layer Score { get; }
    [SigmoidLoss(PositiveWeight = 3, KeepProbability = 0.8)] public partial Layer Loss { get; }
    [Conv(8, Kernel = 3, Pad = 1, From = "data"), Relu] public partial Layer Conv2 { get; }
    [Score(1)] public partial Layer Side { get; }
    [SigmoidLoss(Normalization = LossNormalization.Sum, Weight = 0.5)] public partial Layer SideLoss { get; }
}

/// <summary>The sigmoid loss of several channels, each against the rest.</summary>
[FullyConvNet(Channels = 3)]
public partial class OneAgainstTheRest
{
    [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Score(5)] public partial Layer Score { get; }
    [SigmoidLoss] public partial Layer Loss { get; }
}
