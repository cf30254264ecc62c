namespace FcnGen.Networks.Tests;

/// <summary>
/// What a picture is about, beside what each place is, as in ParseNet and PSPNet: a global mean through a convolution and over the map again, joined and
/// added; a further mean of what was joined, with activations, over the input.
/// </summary>
[FullyConvNet(Channels = 3)]
public partial class ContextNet
{
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(6, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [GlobalAvgPool] public partial Layer Context { get; }
    [Conv(5), Relu] public partial Layer Reduced { get; }
    [Broadcast(Onto = nameof(Conv2))] public partial Layer Everywhere { get; }
    [Concat(nameof(Everywhere), nameof(Conv2))] public partial Layer Joined { get; }
    [Conv(7, Kernel = 3, Pad = 1), LeakyRelu(0.1)] public partial Layer Conv3 { get; }
    [GlobalAvgPool, Sigmoid] public partial Layer Gist { get; }
    [Conv(4)] public partial Layer Votes { get; }
    [BroadcastToInput] public partial Layer VotesEverywhere { get; }
    [Score(4, From = nameof(Conv3), Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Cropped { get; }
    [Sum(nameof(VotesEverywhere), nameof(Cropped)), Output] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>
/// Resized maps: by factors that fit, to the size of a skip with the shift that is allowed, a global mean resized as torchvision does it, and to the
/// input.
/// </summary>
[FullyConvNet(Channels = 3)]
public partial class ResizedNet
{
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [Conv(6, Kernel = 2, Stride = 2, Pad = 1), Relu] public partial Layer Conv2 { get; }
    [Conv(6, Kernel = 3, Stride = 2, Pad = 1), LeakyRelu(0.2)] public partial Layer Conv3 { get; }
    [Resize(Onto = nameof(Conv2), Coordinates = ResizeCoordinates.AlignedCorners)] public partial Layer Up3 { get; }
    [Sum(nameof(Up3), nameof(Conv2), AllowShift = true), Relu] public partial Layer Fused { get; }
    [GlobalAvgPool] public partial Layer Context { get; }
    [Conv(3), Relu] public partial Layer Reduced { get; }
    [Resize(Onto = nameof(Fused))] public partial Layer Everywhere { get; }
    [Concat(nameof(Fused), nameof(Everywhere))] public partial Layer Joined { get; }
    [Score(4, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Resize(Factor = 2)] public partial Layer Twice { get; }
    [Resize(Factor = 3, Divisor = 2, Mode = ResizeMode.Nearest, Rounding = NearestRounding.HalfUp, From = nameof(ScoreFr))] public partial Layer Half { get; }
    [ResizeToInput(Coordinates = ResizeCoordinates.PyTorchHalfPixel)] public partial Layer FromHalf { get; }
    [CropToInput(From = nameof(Twice), Offset = 0, AllowShift = true)] public partial Layer Cropped { get; }
    [Sum(nameof(FromHalf), nameof(Cropped), AllowShift = true), Output(AllowShift = true)] public partial Layer Score { get; }
    [SoftmaxLoss(AllowShift = true)] public partial Layer Loss { get; }
}
