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
