namespace FcnGen.Networks.Tests;

/// <summary>A small SegNet: its decoder goes back by the winners of its encoder, and joins a skip on the way.</summary>
[FullyConvNet(Channels = 3)]
public partial class TinySegNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu]                    public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)]                       public partial Layer Pool1 { get; }
    [Conv(8, Kernel = 3, Pad = 1), Relu]                    public partial Layer Conv2 { get; }
    [MaxPool(Kernel = 2, Stride = 2)]                       public partial Layer Pool2 { get; }
    [Conv(8, Kernel = 3, Pad = 1), Relu]                    public partial Layer Middle { get; }
    [Unpool(nameof(Pool2))]                                 public partial Layer Unpool2 { get; }
    [Conv(6, Kernel = 3, Pad = 1), Relu]                    public partial Layer Dec2 { get; }
    [Sum(nameof(Dec2), nameof(Pool1))]                      public partial Layer Skip { get; }
    [Unpool(nameof(Pool1)), Relu]                           public partial Layer Unpool1 { get; }
    [Concat(nameof(Unpool1), nameof(Conv1))]                public partial Layer Joined { get; }
    [Score(3, Filler = Filler.Xavier)]                      public partial Layer Score { get; }
    [SoftmaxLoss]                                           public partial Layer Loss { get; }
}

/// <summary>
/// Unpoolings in the combinations that share memory: of a padded pool with an activation that writes into a concatenation, of an oblong pool
/// that nobody reads but for its winners, which two read, and of a pool that is cropped; into a concatenation, and cropped.
/// </summary>
[FullyConvNet(Channels = 3)]
public partial class UnpoolTangleNet
{
    [Conv(4, Kernel = 3, Pad = 4), Relu]                                    public partial Layer Stem { get; }

    [MaxPool(Kernel = 3, Stride = 3, Pad = 1, Rounding = Rounding.Floor), LeakyRelu(-0.5)] public partial Layer Joins { get; }
    [Conv(3, Kernel = 3, Stride = 3, Pad = 1, From = nameof(Stem))]         public partial Layer Beside { get; }
    [Concat(nameof(Joins), nameof(Beside))]                                 public partial Layer Both { get; }
    [Conv(4, Kernel = 3, Pad = 1), Relu]                                    public partial Layer Mixed { get; }
    [Unpool(nameof(Joins)), LeakyRelu(0.1)]                                 public partial Layer UpMixed { get; }

    [MaxPool(KernelHeight = 2, KernelWidth = 1, StrideHeight = 2, StrideWidth = 1, Rounding = Rounding.Floor, From = nameof(Stem))] public partial Layer Unread { get; }
    [Conv(4, KernelHeight = 2, KernelWidth = 1, StrideHeight = 2, StrideWidth = 1, From = nameof(Stem)), Relu] public partial Layer Half { get; }
    [Unpool(nameof(Unread))]                                                public partial Layer UpHalf { get; }
    [Conv(4, From = nameof(Half))]                                          public partial Layer Second { get; }
    [Unpool(nameof(Unread))]                                                public partial Layer UpSecond { get; }
    [Sum(nameof(UpHalf), nameof(UpSecond), nameof(UpMixed))]                public partial Layer Fused { get; }

    [MaxPool(Kernel = 2, Stride = 2, From = nameof(Stem))]                  public partial Layer Cropped { get; }
    [Conv(4, Kernel = 3)]                                                   public partial Layer Deep { get; }
    [Crop(From = nameof(Cropped), Onto = nameof(Deep))]                     public partial Layer Window { get; }
    [Sum(nameof(Deep), nameof(Window)), Relu]                               public partial Layer Near { get; }
    [Conv(4, Kernel = 3, Pad = 2)]                                          public partial Layer Wide { get; }
    [Unpool(nameof(Cropped))]                                               public partial Layer UpWide { get; }
    [Concat(nameof(UpWide), nameof(Fused))]                                 public partial Layer Gathered { get; }
    [Conv(5, Kernel = 3, Pad = 1), Relu]                                    public partial Layer Last { get; }
    [CropToInput(From = nameof(UpHalf))]                                    public partial Layer UpCropped { get; }
    [Score(3, From = nameof(Last), Filler = Filler.Xavier)]                 public partial Layer ScoreLast { get; }
    [CropToInput]                                                           public partial Layer ScoreCropped { get; }
    [Concat(nameof(ScoreCropped), nameof(UpCropped))]                       public partial Layer Ends { get; }
    [Score(3, Filler = Filler.Xavier)]                                      public partial Layer Score { get; }
    [SoftmaxLoss]                                                           public partial Layer Loss { get; }
}

/// <summary>An activation that keeps what came in and a dropout on the pool, whose winners are those of before.</summary>
[FullyConvNet(Channels = 3)]
public partial class DroppedUnpoolNet
{
    [Conv(6, Kernel = 3, Pad = 1)]                                          public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2), LeakyRelu(-0.5), Dropout(0.5)]        public partial Layer Pool1 { get; }
    [Conv(6, Kernel = 3, Pad = 1), Relu]                                    public partial Layer Conv2 { get; }
    [Unpool(nameof(Pool1)), Dropout(0.25)]                                  public partial Layer Unpool1 { get; }
    [Score(3, Filler = Filler.Xavier)]                                      public partial Layer Score { get; }
    [SoftmaxLoss]                                                           public partial Layer Loss { get; }
}

/// <summary>A stage whose winners its network reads.</summary>
[FullyConvBlock("Width")]
public partial class PooledStage
{
    [Conv("Width", Kernel = 3, Pad = 1), Relu]  public partial Layer Conv { get; }
    [MaxPool(Kernel = 2, Stride = 2)]           public partial Layer Pool { get; }
}

/// <summary>Down and up again within a block, by names of its own.</summary>
[FullyConvBlock("Width")]
public partial class Hourglass
{
    [MaxPool(Kernel = 2, Stride = 2)]           public partial Layer Down { get; }
    [Conv("Width", Kernel = 3, Pad = 1), Relu]  public partial Layer Conv { get; }
    [Unpool(nameof(Down))]                      public partial Layer Up { get; }
}

/// <summary>An encoder, of which nothing is trained.</summary>
[FullyConvTrunk(Channels = 3)]
public partial class UnpoolTrunk
{
    [Block(typeof(PooledStage), With = "Width = 5")]    public partial Layer Stage { get; }
    [Block(typeof(Hourglass), Repeat = 2, With = "Width = 5")] public partial Layer Glass { get; }
}

/// <summary>Unpoolings under the names that blocks and a suffix give, over a frozen encoder.</summary>
[FullyConvNet(Channels = 3)]
[Trunk(typeof(UnpoolTrunk), Suffix = "T", Frozen = true)]
public partial class UnpoolBlockNet
{
    [Conv(5, Kernel = 3, Pad = 1), Relu]                public partial Layer Middle { get; }
    [Unpool(nameof(UnpoolTrunk.Stage) + "T")]           public partial Layer Up { get; }
    [Block(typeof(Hourglass), With = "Width = 5")]      public partial Layer Own { get; }
    [Score(3, Filler = Filler.Xavier)]                  public partial Layer Score { get; }
    [SoftmaxLoss]                                       public partial Layer Loss { get; }
}
