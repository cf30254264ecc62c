using System.Collections.Generic;

namespace FcnGen.Newcomers;

/// <summary>Coordinates and sizes.</summary>
internal static class GeometryMistakes
{
    public static IEnumerable<Newcomer> All =>
    [
        new("ForgottenPad", "FCN031", "a convolution without Pad loses a border", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [[|CropToInput|]] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("DilationWithoutPad", "FCN031", "a dilated convolution with the pad of a plain one", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1, Dilation = 2), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [[|CropToInput|]] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("PoolWithoutStride", "FCN026", "a pooling without its stride", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 4, Pad = 2), Relu] public partial Layer Conv1 { get; }
                [[|MaxPool(Kernel = 2)|]] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [CropToInput] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """, Severity: "warning"),
        new("BilinearKernelOfAnotherStride", "FCN027", "a bilinear kernel that belongs to another stride", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 10), Relu] public partial Layer Conv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [Deconv(5, [|Kernel = 8|], Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
                [CropToInput] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """, Severity: "warning"),
        new("LossOnTheCoarseGrid", "FCN035", "the scores are not enlarged before the loss", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [[|SoftmaxLoss|]] public partial Layer Loss { get; }
            }
            """),
        new("SkipOfAnotherStride", "FCN030", "layers of two strides are added", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer ScoreConv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2, From = nameof(Conv1))] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [Sum(nameof(ScoreConv1), [|nameof(ScoreFr)|])] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("OddKernelOfAnEnlargement", "FCN032", "the kernel of an enlargement has the wrong parity", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 10), Relu] public partial Layer Conv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [Deconv(5, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
                [[|CropToInput|]] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("OffsetOfAnotherNetwork", "FCN033", "the crop's offset is copied from another network", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 10), Relu] public partial Layer Conv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [Deconv(5, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
                [CropToInput([|Offset = 19|])] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("SkipWithoutCrop", "FCN034", "a skip is added without a crop", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer ScoreConv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2, From = nameof(Conv1))] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [Deconv(5, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
                [Sum(nameof(Upscore), [|nameof(ScoreConv1)|])] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("RoundedDown", "FCN040", "poolings round down, so that odd pictures lose a row", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [MaxPool(Kernel = 2, Stride = 2, Rounding = Rounding.Floor)] public partial Layer Pool1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [Deconv(5, Kernel = 2, Stride = 2)] public partial Layer Upscore { get; }
                [[|CropToInput|]] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("MinSizeTooSmall", "FCN042", "the declared smallest picture leaves nothing for a layer", """
            [FullyConvNet(Channels = 3, [|MinSize = 4|])]
            public partial class Net
            {
                [Conv(16, Kernel = 9, Pad = 2), Relu] public partial Layer Conv1 { get; }
                [Deconv(5, Kernel = 5)] public partial Layer Upscore { get; }
                [CropToInput] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
    ];
}
