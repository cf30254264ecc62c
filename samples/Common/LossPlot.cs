using System;
using System.Collections.Generic;
using System.Linq;
using ScottPlot;

namespace FcnGen.Samples;

/// <summary>Draws a loss curve as a PNG: every measured loss in grey, the smoothed one over it.</summary>
public static class LossPlot
{
    /// <summary>Draws the curve and writes it.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="title">What was trained.</param>
    /// <param name="iterations">Iteration of each loss.</param>
    /// <param name="losses">The losses.</param>
    /// <param name="window">Losses that the smoothed curve averages.</param>
    public static void Save(string path, string title, IReadOnlyList<double> iterations, IReadOnlyList<double> losses, int window = 20)
    {
        double[] xs = [.. iterations], ys = [.. losses];
        using var plot = new Plot();
        plot.Title(title);
        plot.XLabel("iteration");
        plot.YLabel("loss per pixel");
        if (xs.Length > 0)
        {
            var raw = plot.Add.ScatterLine(xs, ys, Colors.LightGray);
            raw.LegendText = "loss";
            var smooth = plot.Add.ScatterLine(xs, Smooth(ys, window), Colors.C0);
            smooth.LineWidth = 2;
            smooth.LegendText = FormattableString.Invariant($"mean of {window}");
            plot.ShowLegend(Alignment.UpperRight);
        }

        AtomicFile.Write(path, stream => stream.Write(plot.GetImageBytes(900, 500, ImageFormat.Png)));
    }

    private static double[] Smooth(double[] values, int window)
    {
        var smooth = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int first = Math.Max(0, i - window + 1);
            smooth[i] = values[first..(i + 1)].Average();
        }

        return smooth;
    }
}
