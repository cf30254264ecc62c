using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

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
