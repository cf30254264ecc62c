using System;

namespace FcnGen.GpuKit;

/// <summary>How far results are from what they should be.</summary>
internal static class Deviation
{
    /// <summary>The largest difference as a share of the largest expected value; infinite where anything is not a number.</summary>
    public static double OfLargest(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        double difference = 0, largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double one = Math.Abs((double)found[i] - expected[i]);
            if (double.IsNaN(one)) return double.PositiveInfinity;
            difference = Math.Max(difference, one);
            largest = Math.Max(largest, Math.Abs((double)expected[i]));
        }

        return difference == 0 ? 0 : difference / largest;
    }

    /// <summary>The length of the difference as a share of the expected length: one switched maximum does not decide it.</summary>
    public static double OfNorm(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        double difference = 0, length = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double one = (double)found[i] - expected[i];
            difference += one * one;
            length += (double)expected[i] * expected[i];
        }

        if (double.IsNaN(difference)) return double.PositiveInfinity;
        return difference == 0 ? 0 : Math.Sqrt(difference / length);
    }

    /// <summary>The share of labels that differ.</summary>
    public static double OfLabels(ReadOnlySpan<byte> found, ReadOnlySpan<byte> expected)
    {
        int differ = 0;
        for (int i = 0; i < expected.Length; i++) differ += found[i] == expected[i] ? 0 : 1;
        return (double)differ / expected.Length;
    }
}
