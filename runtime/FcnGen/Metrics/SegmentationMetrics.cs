using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>The figures of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Pixels">Pixels that truly are of it.</param>
/// <param name="Predicted">Pixels (with a true class) that were predicted as it.</param>
/// <param name="Correct">Pixels that are both.</param>
public sealed record ClassMetrics(int Class, long Pixels, long Predicted, long Correct)
{
    /// <summary>Correct / Pixels; NaN where no pixel is of the class.</summary>
    public double Accuracy => (double)Correct / Pixels;

    /// <summary>
    /// Intersection over union, Correct / (Pixels + Predicted − Correct): 0 for a class that was predicted but is not there, NaN for
    /// one that is neither.
    /// </summary>
    public double Iu => (double)Correct / (Pixels + Predicted - Correct);
}

/// <summary>
/// The four metrics of the paper (section 5), from a confusion matrix, with the treatment of absent classes of the authors' scorer:
/// means leave out undefined values, so a class that is neither true nor predicted anywhere drops out, and one that is predicted but
/// never true counts with an IU of 0.
/// </summary>
public sealed class SegmentationMetrics
{
    /// <summary>Computes the metrics.</summary>
    /// <param name="confusion">Counts over the whole data set.</param>
    /// <param name="onlyPresent">
    /// True to leave classes without a true pixel out of the means even if they were predicted, the evaluation used for SIFT Flow. Their
    /// predicted pixels still count as misses of the true classes.
    /// </param>
    public SegmentationMetrics(ConfusionMatrix confusion, bool onlyPresent = false)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        Confusion = confusion;
        var classes = new ClassMetrics[confusion.Classes];
        for (int i = 0; i < classes.Length; i++)
        {
            long pixels = 0, predicted = 0;
            for (int j = 0; j < classes.Length; j++)
            {
                pixels += confusion[i, j];
                predicted += confusion[j, i];
            }

            classes[i] = new ClassMetrics(i, pixels, predicted, confusion[i, i]);
        }

        Classes = classes;
        Pixels = classes.Sum(one => one.Pixels);
        PixelAccuracy = (double)classes.Sum(one => one.Correct) / Pixels;
        MeanAccuracy = MeanOfDefined(classes.Select(one => one.Accuracy));
        MeanIu = MeanOfDefined(classes.Where(one => !onlyPresent || one.Pixels > 0).Select(one => one.Iu));
        FrequencyWeightedIu = Pixels == 0
            ? double.NaN
            : classes.Where(one => one.Pixels > 0).Sum(one => one.Pixels * one.Iu) / Pixels;
    }

    /// <summary>The counts.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The figures of each class.</summary>
    public IReadOnlyList<ClassMetrics> Classes { get; }

    /// <summary>Pixels that counted.</summary>
    public long Pixels { get; }

    /// <summary>Share of the pixels that are predicted correctly; NaN if no pixel counted.</summary>
    public double PixelAccuracy { get; }

    /// <summary>Mean over the classes of <see cref="ClassMetrics.Accuracy"/>.</summary>
    public double MeanAccuracy { get; }

    /// <summary>Mean over the classes of <see cref="ClassMetrics.Iu"/>.</summary>
    public double MeanIu { get; }

    /// <summary>Mean of the IU weighted by how many pixels are truly of the class.</summary>
    public double FrequencyWeightedIu { get; }

    private static double MeanOfDefined(IEnumerable<double> values)
    {
        double[] defined = [.. values.Where(value => !double.IsNaN(value))];
        return defined.Length == 0 ? double.NaN : defined.Average();
    }
}
