namespace FcnGen.Networks;

/// <summary>
/// The convolutional part of ResNet-50 ("Deep Residual Learning for Image Recognition", He et al., arXiv 1512.03385, table 1) without batch
/// normalisation, with the names and the strides of torchvision: version 1.5, whose bottlenecks stride in the 3x3 convolution.
/// </summary>
[FullyConvTrunk(Channels = 3)]
public partial class ResNet50Trunk
{
    [Conv(64, Kernel = 7, Stride = 2, Pad = 3, Bias = false), Relu]                      public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 3, Stride = 2, Pad = 1, Rounding = Rounding.Floor, Name = "maxpool")] public partial Layer MaxPool { get; }
    [Block(typeof(Bottleneck), Repeat = 3, With = "Width = 64, Project = Index == 0")]    public partial Layer Layer1 { get; }
    [Block(typeof(Bottleneck), Repeat = 4, With = "Width = 128, Stride = Index == 0 ? 2 : 1, Project = Index == 0")] public partial Layer Layer2 { get; }
    [Block(typeof(Bottleneck), Repeat = 6, With = "Width = 256, Stride = Index == 0 ? 2 : 1, Project = Index == 0")] public partial Layer Layer3 { get; }
    [Block(typeof(Bottleneck), Repeat = 3, With = "Width = 512, Stride = Index == 0 ? 2 : 1, Project = Index == 0")] public partial Layer Layer4 { get; }
}

/// <summary>
/// A residual bottleneck: 1x1 to <c>Width</c> channels, 3x3 with the stride and the dilation, 1x1 to four times as many, added to what feeds
/// the block, or to a projection of it.
/// </summary>
[FullyConvBlock("Width", "Stride = 1", "Dilation = 1", "Project = false")]
public partial class Bottleneck
{
    [Conv("Width", Bias = false), Relu]                                                  public partial Layer Conv1 { get; }
    [Conv("Width", Kernel = 3, Bias = false, With = "Stride = Stride, Pad = Dilation, Dilation = Dilation"), Relu] public partial Layer Conv2 { get; }
    [Conv("4 * Width", Bias = false)]                                                    public partial Layer Conv3 { get; }
    [Conv("4 * Width", Bias = false, With = "Stride = Stride", From = Block.Input, Name = "downsample.0"), When("Project")] public partial Layer Downsample { get; }
    [Sum(nameof(Conv3), nameof(Downsample), Name = "relu"), Relu]                        public partial Layer Sum { get; }
}
