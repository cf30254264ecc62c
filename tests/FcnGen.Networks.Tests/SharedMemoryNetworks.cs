namespace FcnGen.Networks.Tests;

/// <summary>A loss right on a concatenation of layers with a ReLU.</summary>
[FullyConvNet(Channels = 3)]
public partial class ConcatLossNet
{
    [Conv(2, Kernel = 3, Pad = 1), Relu] public partial Layer A { get; }
    [Conv(3, Kernel = 3, Pad = 1, From = "data"), Relu] public partial Layer B { get; }
    [Concat(nameof(A), nameof(B))] public partial Layer Joined { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>A loss right on a crop that folds into a convolution with a ReLU.</summary>
[FullyConvNet(Channels = 3)]
public partial class FoldedReluLossNet
{
    [Conv(4, Kernel = 3, Pad = 3), Relu] public partial Layer Wide { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Two crops of one layer, a loss on each.</summary>
[FullyConvNet(Channels = 3)]
public partial class TwoWindowsNet
{
    [Conv(4, Kernel = 3, Pad = 3)] public partial Layer Wide { get; }
    [CropToInput] public partial Layer First { get; }
    [SoftmaxLoss] public partial Layer LossFirst { get; }
    [CropToInput(From = nameof(Wide))] public partial Layer Second { get; }
    [SoftmaxLoss] public partial Layer LossSecond { get; }
}

/// <summary>The last layer joins two bilinear enlargements.</summary>
[FullyConvNet(Channels = 3)]
public partial class ConcatUpsampledNet
{
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool { get; }
    [Conv(2, Kernel = 3, Pad = 9)] public partial Layer A { get; }
    [Deconv(2, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpA { get; }
    [CropToInput] public partial Layer CropA { get; }
    [Conv(3, Kernel = 3, Pad = 9, From = nameof(Pool))] public partial Layer B { get; }
    [Deconv(3, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer UpB { get; }
    [CropToInput] public partial Layer CropB { get; }
    [Concat(nameof(CropA), nameof(CropB))] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>Sums, windows, nested concatenations and activations in the combinations that share memory.</summary>
[FullyConvNet(Channels = 3)]
public partial class TangleNet
{
    [Conv(4, Kernel = 3, Pad = 4), Relu] public partial Layer Base { get; }
    [Conv(4, Kernel = 1)] public partial Layer P { get; }
    [Conv(4, Kernel = 1, From = nameof(Base))] public partial Layer Q { get; }
    [Sum(nameof(P), nameof(Base), nameof(Q)), Relu] public partial Layer S { get; }
    [Conv(4, Kernel = 3, From = nameof(S))] public partial Layer D { get; }
    [Crop(Onto = nameof(D), From = nameof(S))] public partial Layer W1 { get; }
    [Sum(nameof(W1), nameof(D)), Relu] public partial Layer R { get; }
    [MaxPool(Kernel = 3, Stride = 1, From = nameof(S)), Relu] public partial Layer M { get; }
    [Concat(nameof(R), nameof(M))] public partial Layer C1 { get; }
    [Conv(2, Kernel = 3, From = nameof(Base)), Relu] public partial Layer E { get; }
    [Concat(nameof(C1), nameof(E)), Relu] public partial Layer C2 { get; }
    [Conv(3, Kernel = 3, From = nameof(C2)), Relu] public partial Layer F { get; }
    [Crop(Onto = nameof(F), From = nameof(C2))] public partial Layer W2 { get; }
    [CropToInput(From = nameof(W2))] public partial Layer W3 { get; }
    [CropToInput(From = nameof(F))] public partial Layer W4 { get; }
    [Concat(nameof(W3), nameof(W4))] public partial Layer C3 { get; }
    [Sum(nameof(C3), nameof(C3))] public partial Layer Twice { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
    [SoftmaxLoss(From = nameof(W4), Weight = 0.5)] public partial Layer LossDeep { get; }
}

/// <summary>A crop with a ReLU of its own, of a layer that is read elsewhere and of one that is not.</summary>
[FullyConvNet(Channels = 3)]
public partial class CropReluNet
{
    [Conv(4, Kernel = 3, Pad = 3)] public partial Layer Wide { get; }
    [Conv(4, Kernel = 3)] public partial Layer Deep { get; }
    [Crop(Onto = nameof(Deep), From = nameof(Wide)), Relu] public partial Layer Window { get; }
    [Sum(nameof(Window), nameof(Deep))] public partial Layer Fuse { get; }
    [Conv(4, Kernel = 3, Pad = 2)] public partial Layer Last { get; }
    [CropToInput, Relu] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
