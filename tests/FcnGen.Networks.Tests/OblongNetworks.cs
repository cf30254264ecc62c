namespace FcnGen.Networks.Tests;

/// <summary>Windows that are other ones down the rows than along them, in layers of every kind that has one, fused and cropped.</summary>
[FullyConvNet(Channels = 3)]
public partial class OblongNet
{
    [Conv(8, KernelHeight = 3, KernelWidth = 5, PadTop = 4, PadBottom = 5, PadLeft = 6, PadRight = 8, StrideWidth = 2), Relu] public partial Layer A { get; }
    [MaxPool(KernelHeight = 2, KernelWidth = 3, StrideHeight = 2, StrideWidth = 1, PadLeft = 1, PadRight = 1)] public partial Layer Pool { get; }
    [Conv(8, KernelHeight = 1, KernelWidth = 7, PadLeft = 3, PadRight = 3)] public partial Layer Row { get; }
    [Conv(8, KernelHeight = 7, KernelWidth = 1, PadTop = 3, PadBottom = 3), Relu] public partial Layer Column { get; }
    [AvgPool(KernelHeight = 3, KernelWidth = 1, PadTop = 1, PadBottom = 1)] public partial Layer Mean { get; }
    [Conv(6, Kernel = 3, DilationHeight = 1, DilationWidth = 2, PadTop = 1, PadBottom = 1, PadLeft = 2, PadRight = 2, Groups = 2), Relu] public partial Layer Sparse { get; }
    [Deconv(5, KernelHeight = 4, KernelWidth = 3, StrideHeight = 2, PadLeft = 1, PadRight = 1, OutputPadHeight = 1)] public partial Layer Up { get; }
    [Conv(5, From = nameof(A))] public partial Layer Side { get; }
    [Crop(From = nameof(Up), Onto = nameof(Side))] public partial Layer UpC { get; }
    [Sum(nameof(UpC), nameof(Side))] public partial Layer Fused { get; }
    [Score(3, Filler = Filler.Xavier)] public partial Layer ScoreFr { get; }
    [Deconv(3, KernelHeight = 1, KernelWidth = 3, StrideWidth = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}
