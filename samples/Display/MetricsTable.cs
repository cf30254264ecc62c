using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Spectre.Console;

namespace FcnGen.Samples;

/// <summary>Shows the metrics of the paper.</summary>
public static class MetricsTable
{
    /// <summary>Prints a table with a row per class that occurs, then the four metrics.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="names">Names of the classes; numbers are shown where there are none.</param>
    public static void Print(SegmentationMetrics metrics, ClassTable? names = null)
    {
        IAnsiConsole console = TextConsole.Create();
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn("class");
        foreach (string column in new[] { "pixels", "accuracy", "IU" }) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (ClassMetrics one in metrics.Classes.Where(one => one.Pixels + one.Predicted > 0))
        {
            table.AddRow(
                new Text(names?.NameOf(one.Class) ?? Invariant($"{one.Class}")),
                new Text(Invariant($"{one.Pixels:N0}")),
                new Text(Ratio(one.Accuracy)),
                new Text(Ratio(one.Iu)));
        }

        console.Write(table);
        console.WriteLine(Summary(metrics));
    }

    /// <summary>The four metrics in one line.</summary>
    public static string Summary(SegmentationMetrics metrics) =>
        $"pixel accuracy {Ratio(metrics.PixelAccuracy)}   mean accuracy {Ratio(metrics.MeanAccuracy)}   " +
        $"mean IU {Ratio(metrics.MeanIu)}   frequency-weighted IU {Ratio(metrics.FrequencyWeightedIu)}";

    /// <summary>The line that ends every program that trains or evaluates; scripts read it.</summary>
    public static string LastLine(SegmentationMetrics metrics) => $"mean IU {Ratio(metrics.MeanIu)}";

    /// <summary>The confusion matrix as CSV: a row per true class, a column per predicted one, in pixels.</summary>
    /// <param name="confusion">The matrix.</param>
    /// <param name="names">Names of the classes; numbers where there are none.</param>
    public static string ConfusionCsv(ConfusionMatrix confusion, ClassTable? names = null)
    {
        string Name(int label) => Quoted(names?.NameOf(label) ?? Invariant($"{label}"));
        var text = new StringBuilder("true\\predicted");
        for (int j = 0; j < confusion.Classes; j++) text.Append(',').Append(Name(j));
        for (int i = 0; i < confusion.Classes; i++)
        {
            text.Append('\n').Append(Name(i));
            for (int j = 0; j < confusion.Classes; j++) text.Append(CultureInfo.InvariantCulture, $",{confusion[i, j]}");
        }

        return text.Append('\n').ToString();
    }

    private static string Quoted(string name) =>
        name.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    private static string Ratio(double value) => double.IsNaN(value) ? "-" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
