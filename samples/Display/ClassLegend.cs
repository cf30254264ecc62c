using System.Collections.Generic;
using System.Linq;
using ScottPlot;

namespace FcnGen.Samples;

/// <summary>The colours of classes with their names, as a PNG to show beside overlays and label maps.</summary>
public static class ClassLegend
{
    /// <summary>Draws the legend and writes it.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="classes">Classes of the network.</param>
    /// <param name="names">Names and colours; numbers and the colours of PASCAL VOC if null.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void Save(string path, int classes, ClassTable? names)
    {
        const int width = 400, rowHeight = 20, margin = 30;
        using var plot = new Plot();
        plot.HideAxesAndGrid();
        plot.Layout.Frameless();
        plot.ShowLegend(Items(classes, names), Alignment.UpperLeft);
        Picture.Decode(plot.GetImageBytes(width, margin + rowHeight * classes, ImageFormat.Png), "the legend").Save(path);
    }

    private static LegendItem[] Items(int classes, ClassTable? names)
    {
        FcnGen.Palette palette = names?.Palette ?? FcnGen.Palette.Voc;
        IReadOnlyList<string> titles = names?.Names(classes) ?? [.. Enumerable.Range(0, classes).Select(label => $"{label}")];
        return [.. Enumerable.Range(0, classes).Select(label =>
        {
            Rgb color = palette[(byte)label];
            return new LegendItem { LabelText = titles[label], FillColor = new Color(color.Red, color.Green, color.Blue), LineColor = Colors.Gray, LineWidth = 1 };
        })];
    }
}
