using System.Linq;
using ScottPlot;

namespace FcnGen.Samples;

/// <summary>Draws a loss curve as a PNG: every loss in grey, the smoothed one over it.</summary>
public static class LossPlot
{
    /// <summary>Draws the curve and writes it.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="title">What was trained.</param>
    /// <param name="history">The losses.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void Save(string path, string title, LossHistory history)
    {
        using var plot = new Plot();
        plot.Title(title);
        plot.XLabel("iteration");
        plot.YLabel("loss");
        if (history.Count > 0)
        {
            double[] iterations = [.. Enumerable.Range(1, history.Count).Select(i => (double)i)];
            var each = plot.Add.ScatterLine(iterations, [.. history.Losses], Colors.LightGray);
            each.LegendText = "loss";
            var smoothed = plot.Add.ScatterLine(iterations, [.. Enumerable.Range(0, history.Count).Select(i => history[i].Smoothed)], Colors.C0);
            smoothed.LineWidth = 2;
            smoothed.LegendText = "smoothed";
            plot.ShowLegend(Alignment.UpperRight);
        }

        AtomicFile.Write(path, stream => stream.Write(plot.GetImageBytes(900, 500, ImageFormat.Png)));
    }
}
