namespace FcnGen.Networks;

/// <summary>
/// The convolutional part of GoogLeNet ("Going Deeper with Convolutions", Szegedy et al., arXiv 1409.4842, table 1), with the names of
/// bvlc_googlenet.
/// </summary>
[FullyConvTrunk(Channels = 3)]
public partial class GoogLeNetTrunk
{
    [Conv(64, Kernel = 7, Stride = 2, Pad = 3, Name = "conv1/7x7_s2"), Relu]     public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 3, Stride = 2, Name = "pool1/3x3_s2")]                     public partial Layer Pool1 { get; }
    [Lrn(Name = "pool1/norm1")]                                                  public partial Layer Norm1 { get; }
    [Conv(64, Name = "conv2/3x3_reduce"), Relu]                                  public partial Layer Conv2Reduce { get; }
    [Conv(192, Kernel = 3, Pad = 1, Name = "conv2/3x3"), Relu]                   public partial Layer Conv2 { get; }
    [Lrn(Name = "conv2/norm2")]                                                  public partial Layer Norm2 { get; }
    [MaxPool(Kernel = 3, Stride = 2, Name = "pool2/3x3_s2")]                     public partial Layer Pool2 { get; }

    [Block(typeof(Inception), With = "C1 = 64, R3 = 96, C3 = 128, R5 = 16, C5 = 32, P = 32", Prefix = "inception_3a", Separator = "/")]
    public partial Layer Inception3a { get; }
    [Block(typeof(Inception), With = "C1 = 128, R3 = 128, C3 = 192, R5 = 32, C5 = 96, P = 64", Prefix = "inception_3b", Separator = "/")]
    public partial Layer Inception3b { get; }
    [MaxPool(Kernel = 3, Stride = 2, Name = "pool3/3x3_s2")]                     public partial Layer Pool3 { get; }

    [Block(typeof(Inception), With = "C1 = 192, R3 = 96, C3 = 208, R5 = 16, C5 = 48, P = 64", Prefix = "inception_4a", Separator = "/")]
    public partial Layer Inception4a { get; }
    [Block(typeof(Inception), With = "C1 = 160, R3 = 112, C3 = 224, R5 = 24, C5 = 64, P = 64", Prefix = "inception_4b", Separator = "/")]
    public partial Layer Inception4b { get; }
    [Block(typeof(Inception), With = "C1 = 128, R3 = 128, C3 = 256, R5 = 24, C5 = 64, P = 64", Prefix = "inception_4c", Separator = "/")]
    public partial Layer Inception4c { get; }
    [Block(typeof(Inception), With = "C1 = 112, R3 = 144, C3 = 288, R5 = 32, C5 = 64, P = 64", Prefix = "inception_4d", Separator = "/")]
    public partial Layer Inception4d { get; }
    [Block(typeof(Inception), With = "C1 = 256, R3 = 160, C3 = 320, R5 = 32, C5 = 128, P = 128", Prefix = "inception_4e", Separator = "/")]
    public partial Layer Inception4e { get; }
    [MaxPool(Kernel = 3, Stride = 2, Name = "pool4/3x3_s2")]                     public partial Layer Pool4 { get; }

    [Block(typeof(Inception), With = "C1 = 256, R3 = 160, C3 = 320, R5 = 32, C5 = 128, P = 128", Prefix = "inception_5a", Separator = "/")]
    public partial Layer Inception5a { get; }
    [Block(typeof(Inception), With = "C1 = 384, R3 = 192, C3 = 384, R5 = 48, C5 = 128, P = 128", Prefix = "inception_5b", Separator = "/")]
    public partial Layer Inception5b { get; }
}

/// <summary>The inception module: 1x1, 3x3 and 5x5 convolutions and a pool side by side, the larger ones behind reductions.</summary>
[FullyConvBlock("C1", "R3", "C3", "R5", "C5", "P")]
public partial class Inception
{
    [Conv("C1", From = Block.Input, Name = "1x1"), Relu]                         public partial Layer One { get; }
    [Conv("R3", From = Block.Input, Name = "3x3_reduce"), Relu]                  public partial Layer Reduce3 { get; }
    [Conv("C3", Kernel = 3, Pad = 1, Name = "3x3"), Relu]                        public partial Layer Three { get; }
    [Conv("R5", From = Block.Input, Name = "5x5_reduce"), Relu]                  public partial Layer Reduce5 { get; }
    [Conv("C5", Kernel = 5, Pad = 2, Name = "5x5"), Relu]                        public partial Layer Five { get; }
    [MaxPool(Kernel = 3, Stride = 1, Pad = 1, From = Block.Input, Name = "pool")] public partial Layer Pool { get; }
    [Conv("P", Name = "pool_proj"), Relu]                                        public partial Layer PoolProjection { get; }
    [Concat(nameof(One), nameof(Three), nameof(Five), nameof(PoolProjection), Name = "output")] public partial Layer Output { get; }
}
