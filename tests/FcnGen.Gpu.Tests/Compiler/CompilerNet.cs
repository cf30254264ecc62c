using System;
using System.Globalization;

namespace FcnGen.Gpu.Tests;

/// <summary>A network with aligned and unaligned layers, for looking at its kernels.</summary>
[FullyConvNet(Channels = 3)]
public partial class CompilerNet
{
    [Conv(8, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Conv(12, Kernel = 3, Pad = 1), Relu, Dropout(0.5)] public partial Layer Conv2 { get; }
    [Score(5)] public partial Layer ScoreFr { get; }
    [Deconv(5, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput] public partial Layer Score { get; }
    [SoftmaxLoss] public partial Layer Loss { get; }
}

/// <summary>A network of two inputs, which no single picture feeds.</summary>
[FullyConvNet(InferenceOnly = true)]
public partial class CompilerNetOfTwoInputs
{
    [Input(3)] public partial Layer Color { get; }
    [Input(1)] public partial Layer Depth { get; }
    [Concat(nameof(Color), nameof(Depth))] public partial Layer Both { get; }
    [MaxPool(Kernel = 2, Stride = 2)] public partial Layer Pool1 { get; }
    [Score(2)] public partial Layer ScoreFr { get; }
    [Deconv(2, Kernel = 4, Stride = 2, Bilinear = true)] public partial Layer Upscore { get; }
    [CropToInput(Input = nameof(Color)), Output] public partial Layer Score { get; }
}

/// <summary>A network of more channels than a label map tells apart.</summary>
[FullyConvNet(Channels = 1, InferenceOnly = true)]
public partial class CompilerNetOfManyChannels
{
    [Score(300), Output] public partial Layer Score { get; }
}

/// <summary>A network that fails when it is created.</summary>
[FullyConvNet(Channels = 1, InferenceOnly = true)]
public partial class CompilerNetWithBadField
{
    private readonly int _field = int.Parse("1", NumberStyles.None, CultureInfo.InvariantCulture) == 1 ? throw new NotSupportedException("the field is bad") : 1;

    [Score(2), Output] public partial Layer Score { get; }
}

/// <summary>A network whose class fails when it is first used.</summary>
[FullyConvNet(Channels = 1, InferenceOnly = true)]
public partial class CompilerNetWithBadConstructor
{
    static CompilerNetWithBadConstructor() => throw new NotSupportedException("the constructor is bad");

    [Score(2), Output] public partial Layer Score { get; }
}
