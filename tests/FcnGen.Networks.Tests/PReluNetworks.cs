namespace FcnGen.Networks.Tests;

/// <summary>PReLU after convolutions of both kinds, pools, a sum, a concatenation and a scale, and alone before another layer and in a concatenation.</summary>
[FullyConvNet(Channels = 3)]
public partial class PReluNet
{
    [Conv(6, Kernel = 3, Pad = 6), PRelu] public partial Layer First { get; }
    [MaxPool(Kernel = 2, Stride = 2), PRelu] public partial Layer Pooled { get; }
    [Conv(4, Kernel = 3, Pad = 1)] public partial Layer Plain { get; }
    [PRelu] public partial Layer Bent { get; }
    [Deconv(4, Kernel = 4, Stride = 2, Filler = Filler.Xavier), PRelu] public partial Layer Up { get; }
    [Conv(4, From = nameof(First))] public partial Layer Side { get; }
    [Crop(Onto = nameof(Side), From = nameof(Up))] public partial Layer UpC { get; }
    [Sum(nameof(UpC), nameof(Side)), PRelu] public partial Layer Fused { get; }
    [AvgPool(Kernel = 3, Stride = 1, Pad = 1), PRelu] public partial Layer Mean { get; }
    [Conv(5, Kernel = 3, Pad = 1)] public partial Layer Wide { get; }
    [PRelu] public partial Layer Apart { get; }
    [Conv(3, From = nameof(Mean)), PRelu] public partial Layer Beside { get; }
    [Concat(nameof(Apart), nameof(Beside)), PRelu] public partial Layer Joined { get; }
    [Scale(2), PRelu] public partial Layer Scaled { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>PReLU alone on a layer that others read too and that has an activation: its gradient is added to theirs, and passes that activation.</summary>
[FullyConvNet(Channels = 3)]
public partial class BranchedPReluNet
{
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer First { get; }
    [PRelu] public partial Layer Bent { get; }
    [PRelu(From = nameof(First), Slope = -0.5)] public partial Layer Other { get; }
    [Conv(6, From = nameof(First)), LeakyRelu(-0.5)] public partial Layer Side { get; }
    [PRelu] public partial Layer SideBent { get; }
    [Sum(nameof(Bent), nameof(Other), nameof(SideBent))] public partial Layer Fused { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Dropout behind PReLU, which is part of a layer and alone.</summary>
[FullyConvNet(Channels = 2)]
public partial class DroppedPReluNet
{
    [Conv(6, Kernel = 3, Pad = 1), PRelu, Dropout(0.5)] public partial Layer First { get; }
    [Conv(5, Kernel = 3, Pad = 1)] public partial Layer Second { get; }
    [PRelu, Dropout(0.25)] public partial Layer Third { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>A trunk with slopes of both kinds.</summary>
[FullyConvTrunk(Channels = 3)]
public partial class PReluTrunk
{
    [Conv(5, Kernel = 3, Pad = 1), PRelu] public partial Layer Stem { get; }
    [PRelu(Slope = -0.5)] public partial Layer Bent { get; }
}

/// <summary>Frozen slopes of a trunk and of a layer, and slopes that are learned on frozen kernels.</summary>
[FullyConvNet(Channels = 3)]
[Trunk(typeof(PReluTrunk), Frozen = true)]
public partial class FrozenPReluNet
{
    [Conv(4, Kernel = 3, Pad = 1, Frozen = true), PRelu] public partial Layer Kept { get; }
    [Conv(4), PRelu(Frozen = true)] public partial Layer Learned { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
