using System;

namespace FcnGen.Cpu.Tests;

/// <summary>
/// Comparison of float results with double ones. The error is relative to the sum of the absolute values of the terms, since a sum that
/// cancels has no more digits than its largest terms leave it.
/// </summary>
internal static class Close
{
    public static void Check(Array4 expected, Array4 magnitude, Array4 actual, double tolerance, string what)
    {
        Assert.Equal((expected.N, expected.C, expected.H, expected.W), (actual.N, actual.C, actual.H, actual.W));
        for (int i = 0; i < expected.Values.Length; i++)
        {
            double error = Math.Abs(expected.Values[i] - actual.Values[i]);
            if (!(error <= tolerance * magnitude.Values[i] + 1e-30))
                Assert.Fail($"{what}: value {i} is {actual.Values[i]:R}, expected {expected.Values[i]:R}, terms add up to {magnitude.Values[i]:R}");
        }
    }

    public static void Check(Array4 expected, Array4 actual, double tolerance, string what) =>
        Check(expected, expected.Map(value => Math.Max(Math.Abs(value), 1)), actual, tolerance, what);
}
