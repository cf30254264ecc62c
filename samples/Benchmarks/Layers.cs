using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Benchmarks;

/// <summary>One measured convolution.</summary>
internal sealed record Measured(string Name, int Inputs, int Outputs, int Kernel, int Pad, int Height, int Width)
{
    /// <summary>The layers of FCN-8s on a 500×500 picture, by their output size; the first is the project's yardstick.</summary>
    public static readonly Measured[] All =
    [
        new("3x3 256->256 @88", 256, 256, 3, 1, 88, 88),
        new("3x3 64->64 @698", 64, 64, 3, 1, 698, 698),
        new("3x3 128->128 @349", 128, 128, 3, 1, 349, 349),
        new("3x3 256->256 @175", 256, 256, 3, 1, 175, 175),
        new("3x3 512->512 @88", 512, 512, 3, 1, 88, 88),
        new("3x3 512->512 @44", 512, 512, 3, 1, 44, 44),
        new("fc6 7x7 512->4096 @16", 512, 4096, 7, 0, 22, 22),
        new("fc7 1x1 4096->4096 @16", 4096, 4096, 1, 0, 16, 16),
        new("conv1_1 3x3 3->64 @698", 3, 64, 3, 100, 500, 500),
        new("score 1x1 512->21 @44", 512, 21, 1, 0, 44, 44),
    ];

    /// <summary>Output rows.</summary>
    public int OutputHeight => Height + 2 * Pad - Kernel + 1;

    /// <summary>Output columns.</summary>
    public int OutputWidth => Width + 2 * Pad - Kernel + 1;

    /// <summary>Operations of one pass, a multiply-add counted as two.</summary>
    public double Flops => 2.0 * Inputs * Outputs * Kernel * Kernel * OutputHeight * OutputWidth;
}

/// <summary>The constants of the layer being measured; the driver reads them once per call.</summary>
internal readonly struct Shape : IConvShape
{
    public static Measured Current { get; set; } = Measured.All[0];

    public static int InputChannels => Current.Inputs;

    public static int OutputChannels => Current.Outputs;

    public static PerAxis<int> Kernel => Current.Kernel;

    public static PerAxis<int> Stride => 1;

    public static PerAxis<int> Pad => Current.Pad;

    public static PerAxis<int> Dilation => 1;

    public static int Groups => 1;
}
