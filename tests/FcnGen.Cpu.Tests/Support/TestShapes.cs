// Passes twice the gradient where the value is positive, as a ReLU and a dropout with ratio ½ leave it.
global using TwiceWherePositive = FcnGen.CompilerServices.Kept<FcnGen.Cpu.Tests.Half, FcnGen.CompilerServices.Through<FcnGen.CompilerServices.Relu>>;

using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>A convolution whose constants a test sets before it calls a kernel. Tests run one at a time because of it.</summary>
internal readonly struct TestConv : IConvShape
{
    public static int InputChannels { get; private set; }

    public static int OutputChannels { get; private set; }

    public static PerAxis<int> Kernel { get; private set; }

    public static PerAxis<int> Stride { get; private set; }

    public static PerAxis<int> Pad { get; private set; }

    public static PerAxis<int> Dilation { get; private set; }

    public static int Groups { get; private set; }

    public static void Set(int inputs, int outputs, int kernel, int stride, int pad, int dilation = 1, int groups = 1) =>
        (InputChannels, OutputChannels, Kernel, Stride, Pad, Dilation, Groups) = (inputs, outputs, kernel, stride, pad, dilation, groups);

    public static void Set(ConvReference conv) => (InputChannels, OutputChannels, Kernel, Stride, Pad, Dilation, Groups) = (
        conv.Inputs, conv.Outputs, new(conv.KernelH, conv.KernelW), new(conv.StrideH, conv.StrideW), new(conv.PadH, conv.PadW),
        new(conv.DilationH, conv.DilationW), conv.Groups);

    public static void Set(DeconvReference deconv) => (InputChannels, OutputChannels, Kernel, Stride, Pad, Dilation, Groups) = (
        deconv.Inputs, deconv.Outputs, new(deconv.KernelH, deconv.KernelW), new(deconv.StrideH, deconv.StrideW), new(deconv.PadH, deconv.PadW),
        new(deconv.DilationH, deconv.DilationW), deconv.Groups);
}

/// <summary>A pooling whose constants a test sets.</summary>
internal readonly struct TestPool : IPoolShape
{
    public static PerAxis<int> Kernel { get; private set; }

    public static PerAxis<int> Stride { get; private set; }

    public static PerAxis<int> Pad { get; private set; }

    public static PerAxis<int> PadEnd { get; private set; }

    // Without a reference in between: a test counts what a call allocates.
    public static void Set(int kernel, int stride, int pad) => (Kernel, Stride, Pad, PadEnd) = (kernel, stride, pad, pad);

    public static void Set(PoolReference pool) => (Kernel, Stride, Pad, PadEnd) = (
        new(pool.KernelH, pool.KernelW), new(pool.StrideH, pool.StrideW), new(pool.PadH, pool.PadW), new(pool.PadEndH, pool.PadEndW));
}

/// <summary>A normalisation whose constants a test sets.</summary>
internal readonly struct TestLrn : ILrnShape
{
    public static int LocalSize { get; private set; }

    public static float Alpha { get; private set; }

    public static float Beta { get; private set; }

    public static float K { get; private set; }

    public static void Set(int size, float alpha, float beta, float k) => (LocalSize, Alpha, Beta, K) = (size, alpha, beta, k);
}

/// <summary>A resizing whose constants a test sets.</summary>
internal readonly struct TestResize : IResizeShape
{
    public static ResizeMode Mode { get; private set; }

    public static ResizeCoordinates Coordinates { get; private set; }

    public static NearestRounding Rounding { get; private set; }

    public static PerAxis<int> Up { get; private set; }

    public static PerAxis<int> Down { get; private set; }

    public static void Set(ResizeMode mode, ResizeCoordinates coordinates, NearestRounding rounding, PerAxis<int> up, PerAxis<int> down) =>
        (Mode, Coordinates, Rounding, Up, Down) = (mode, coordinates, rounding, up, down);
}

/// <summary>A loss whose constants a test sets.</summary>
internal readonly struct TestLoss : ILossShape
{
    private static float[] _classWeights = [];

    public static int IgnoreLabel { get; private set; }

    public static LossNormalization Normalization { get; private set; }

    public static ReadOnlySpan<float> ClassWeights => _classWeights;

    public static float KeepProbability { get; private set; }

    public static float Weight { get; private set; }

    public static void Set(int ignore, LossNormalization normalization, float[] classWeights, float keep, float weight) =>
        (IgnoreLabel, Normalization, _classWeights, KeepProbability, Weight) = (ignore, normalization, classWeights, keep, weight);
}

/// <summary>What a dropout with ratio ½ makes of a value that it keeps.</summary>
internal readonly struct Half : IDropoutShape
{
    public static float Factor => 2;
}
