using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Comparison of what a network computes in float32 with double precision.</summary>
internal static class Closeness
{
    /// <summary>Error relative to the largest value of the tensor.</summary>
    public const double Tolerance = 2e-5;

    public static void Check(double[] expected, IReadOnlyList<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Count);
        double largest = expected.Max(Math.Abs);
        double worst = Enumerable.Range(0, expected.Length).Max(i => double.IsNaN(actual[i]) ? double.PositiveInfinity : Math.Abs(expected[i] - actual[i]));
        Assert.True(worst <= tolerance * largest + 1e-9, $"{what}: off by {worst:G3}, largest value {largest:G3}");
    }

    public static void CheckGradients(Tape tape, IReadOnlyDictionary<string, float[]> actual, double factor, double tolerance)
    {
        Assert.Equal(actual.Keys.Order(), tape.Parameters.Keys.Order());
        foreach ((string name, Weights weights) in tape.Parameters)
            Check([.. weights.Gradients.Select(value => factor * value)], actual[name], tolerance, "gradient of " + name);
    }

    /// <summary>Labels must be those of the largest score, or of the threshold, except where rounding can tell otherwise.</summary>
    public static void CheckLabels(Layer output, Map scores, byte[] labels, double tolerance)
    {
        if (output.LabelThreshold is not { } limit)
        {
            CheckClasses(scores, labels, tolerance);
            return;
        }

        double margin = tolerance * scores.Values.Max(Math.Abs);
        for (int pixel = 0; pixel < labels.Length; pixel++)
        {
            double score = scores.Values[pixel];
            Assert.True(
                labels[pixel] == (score > limit ? 1 : 0) || labels[pixel] <= 1 && Math.Abs(score - limit) <= margin, $"pixel {pixel} of {score:R} was given the label {labels[pixel]}");
        }
    }

    /// <summary>Labels must be those of the largest score, except where two scores are closer than rounding can tell.</summary>
    public static void CheckClasses(Map scores, byte[] labels, double tolerance)
    {
        int plane = scores.Height * scores.Width;
        double margin = tolerance * scores.Values.Max(Math.Abs);
        for (int pixel = 0; pixel < plane; pixel++)
        {
            double best = Enumerable.Range(0, scores.Channels).Max(c => scores.Values[c * plane + pixel]);
            Assert.True(labels[pixel] < scores.Channels && scores.Values[labels[pixel] * plane + pixel] >= best - 2 * margin, $"pixel {pixel} was given class {labels[pixel]}");
        }
    }
}
