namespace FcnGen.Networks.Tests;

/// <summary>A residual unit, its second convolution dilated where the use says so.</summary>
[FullyConvBlock("Width", "Stride = 1", "Dilation = 1", "Project = Stride > 1")]
public partial class ThinUnit
{
    [Conv("Width", Kernel = 3, Pad = 1, With = "Stride = Stride"), Relu]                              public partial Layer Conv1 { get; }
    [Conv("Width", Kernel = 3, With = "Pad = Dilation, Dilation = Dilation")]                         public partial Layer Conv2 { get; }
    [Conv("Width", With = "Stride = Stride", From = Block.Input, Name = "downsample.0"), When("Project")] public partial Layer Down { get; }
    [Sum(nameof(Conv2), nameof(Down)), Relu]                                                          public partial Layer Add { get; }
}

/// <summary>Units one after the other, and a pooled branch beside them.</summary>
[FullyConvBlock("Width", "Units")]
public partial class ThinStage
{
    [Block(typeof(ThinUnit), With = "Repeat = Units, Width = Width, Stride = Index == 0 ? 2 : 1, Dilation = Index + 1")] public partial Layer Units { get; }
    [AvgPool(Kernel = 3, Stride = 1, Pad = 1)]                                                        public partial Layer Mean { get; }
    [Concat(nameof(Units), nameof(Mean))]                                                             public partial Layer Both { get; }
}

/// <summary>A small residual network by its parts.</summary>
[FullyConvNet(Channels = 3)]
public partial class UnitsNet
{
    [Conv(4, Kernel = 3, Pad = 1), Relu]                                                              public partial Layer Stem { get; }
    [Block(typeof(ThinUnit), Repeat = 2, With = "Width = 4", Prefix = "layer1")]                      public partial Layer Layer1 { get; }
    [Block(typeof(ThinStage), With = "Width = 5, Units = 2"), Output]                                 public partial Layer Layer2 { get; }
    [Score(3, Filler = Filler.Xavier)]                                                                public partial Layer ScoreFr { get; }
    [Deconv(3, Kernel = 3, Stride = 2, Bilinear = true)]                                              public partial Layer Upscore { get; }
    [CropToInput]                                                                                     public partial Layer Score { get; }
    [SoftmaxLoss]                                                                                     public partial Layer Loss { get; }
}

/// <summary>The same layer by layer.</summary>
[FullyConvNet(Channels = 3)]
public partial class WrittenNet
{
    [Conv(4, Kernel = 3, Pad = 1), Relu] public partial Layer Stem { get; }
    [Conv(4, Kernel = 3, Pad = 1, Name = "layer1.0.conv1"), Relu] public partial Layer Layer1_0_Conv1 { get; }
    [Conv(4, Kernel = 3, Pad = 1, Name = "layer1.0.conv2")] public partial Layer Layer1_0_Conv2 { get; }
    [Sum(nameof(Layer1_0_Conv2), nameof(Stem), Name = "layer1.0.add"), Relu] public partial Layer Layer1_0_Add { get; }
    [Conv(4, Kernel = 3, Pad = 1, Name = "layer1.1.conv1"), Relu] public partial Layer Layer1_1_Conv1 { get; }
    [Conv(4, Kernel = 3, Pad = 1, Name = "layer1.1.conv2")] public partial Layer Layer1_1_Conv2 { get; }
    [Sum(nameof(Layer1_1_Conv2), nameof(Layer1_0_Add), Name = "layer1.1.add"), Relu] public partial Layer Layer1 { get; }
    [Conv(5, Kernel = 3, Pad = 1, Stride = 2, Name = "layer2.units.0.conv1"), Relu] public partial Layer Layer2_Units_0_Conv1 { get; }
    [Conv(5, Kernel = 3, Pad = 1, Name = "layer2.units.0.conv2")] public partial Layer Layer2_Units_0_Conv2 { get; }
    [Conv(5, Stride = 2, From = nameof(Layer1), Name = "layer2.units.0.downsample.0")] public partial Layer Layer2_Units_0_Down { get; }
    [Sum(nameof(Layer2_Units_0_Conv2), nameof(Layer2_Units_0_Down), Name = "layer2.units.0.add"), Relu] public partial Layer Layer2_Units_0_Add { get; }
    [Conv(5, Kernel = 3, Pad = 1, Name = "layer2.units.1.conv1"), Relu] public partial Layer Layer2_Units_1_Conv1 { get; }
    [Conv(5, Kernel = 3, Pad = 2, Dilation = 2, Name = "layer2.units.1.conv2")] public partial Layer Layer2_Units_1_Conv2 { get; }
    [Sum(nameof(Layer2_Units_1_Conv2), nameof(Layer2_Units_0_Add), Name = "layer2.units.1.add"), Relu] public partial Layer Layer2_Units { get; }
    [AvgPool(Kernel = 3, Stride = 1, Pad = 1, Name = "layer2.mean")] public partial Layer Layer2_Mean { get; }
    [Concat(nameof(Layer2_Units), nameof(Layer2_Mean), Name = "layer2.both"), Output] public partial Layer Layer2 { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(3, Kernel = 3, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
