using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu.Tests;

/// <summary>A loss whose constants a test sets: no kernel is compiled for them.</summary>
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

/// <summary>A sigmoid loss whose constants a test sets.</summary>
internal readonly struct TestSigmoidLoss : ISigmoidLossShape
{
    public static int IgnoreLabel { get; private set; }

    public static LossNormalization Normalization { get; private set; }

    public static int Classes { get; private set; }

    public static float PositiveWeight { get; private set; }

    public static float KeepProbability { get; private set; }

    public static float Weight { get; private set; }

    /// <summary>For so many channels: one has the classes 0 and 1.</summary>
    public static void Set(int channels, int ignore = 255, LossNormalization normalization = LossNormalization.Valid, float positiveWeight = 1, float keep = 1, float weight = 1) =>
        (Classes, IgnoreLabel, Normalization, PositiveWeight, KeepProbability, Weight) = (channels == 1 ? 2 : channels, ignore, normalization, positiveWeight, keep, weight);
}
