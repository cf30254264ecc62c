// Passes twice the gradient where the value is positive, as a ReLU and a dropout with ratio ½ leave it.
global using TwiceWherePositive = FcnGen.CompilerServices.Kept<FcnGen.Kernels.Tests.Half, FcnGen.CompilerServices.Through<FcnGen.CompilerServices.Relu>>;

using System;
using FcnGen.CompilerServices;

namespace FcnGen.Kernels.Tests;

/// <summary>A convolution whose constants a test sets before it calls a kernel. Tests run one at a time because of it.</summary>
internal readonly struct TestConv : IConvShape
{
    public static int InputChannels { get; private set; }

    public static int OutputChannels { get; private set; }

    public static int Kernel { get; private set; }

    public static int Stride { get; private set; }

    public static int Pad { get; private set; }

    public static int Dilation { get; private set; }

    public static int Groups { get; private set; }

    public static void Set(int inputs, int outputs, int kernel, int stride, int pad, int dilation = 1, int groups = 1) =>
        (InputChannels, OutputChannels, Kernel, Stride, Pad, Dilation, Groups) = (inputs, outputs, kernel, stride, pad, dilation, groups);
}

/// <summary>A pooling whose constants a test sets.</summary>
internal readonly struct TestPool : IPoolShape
{
    public static int Kernel { get; private set; }

    public static int Stride { get; private set; }

    public static int Pad { get; private set; }

    public static void Set(int kernel, int stride, int pad) => (Kernel, Stride, Pad) = (kernel, stride, pad);
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
