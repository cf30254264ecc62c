using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Geometry;
using FcnGen.Samples.Fcn.Commands;
using Spectre.Console;

namespace FcnGen.Samples.Fcn.Inspection;

/// <summary>Prints a <see cref="NetworkReport"/> as a table.</summary>
internal static class ReportTable
{
    public static void Print(NetworkReport report, PictureSize size)
    {
        IAnsiConsole console = TextConsole.Create();
        Table table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(
            FormattableString.Invariant($"{report.Network} at {size.Height}x{size.Width}")));
        table.AddColumns("layer", "kind", "bottom");
        foreach (string column in new[] { "channels", "k/s/p", "field", "stride", "offset", "size", "parameters", "MFLOP" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (LayerReport layer in report.Layers)
        {
            table.AddRow(Cells(layer).Select(cell => new Text(cell)));
        }

        console.Write(table);
        foreach (InputReport input in report.Inputs) Line(console, "input " + input.Name, Made(input));
        Line(console, "parameters", $"{report.Parameters:N0} ({report.ConvParameters:N0} in convolutions)");
        Line(console, "FLOPs", $"{report.Layers.Sum(layer => layer.Flops) / 1e9:N2} G per picture, forward");
        Line(console, "crops", report.Crops.Count == 0 ? "none" : string.Join(", ", report.Crops.Select(crop => crop.Key + " " + Pair(crop.Value))));
        foreach (LayerReport layer in report.Layers.Where(layer => layer.LabelThreshold is not null))
            Line(console, "labels", $"{layer.Name}: 1 where greater than {layer.LabelThreshold}, else 0");
        Line(console, "smallest picture", $"{report.MinSize.Height}x{report.MinSize.Width}; {(report.FixedSize is null ? "every size from there on works" : "the network takes no others")}");
        Line(console, "arena", $"{report.ArenaBytes.Inference:N0} bytes for inference, {report.ArenaBytes.Training:N0} for training");
    }

    private static string Made(InputReport input) =>
        FormattableString.Invariant($"{input.Channels} channel{(input.Channels == 1 ? "" : "s")}{(input.Channels == 3 ? " in the order " + input.Order.ToUpperInvariant() : "")}")
        + (input.Mean.Count == 0 ? "" : ", mean " + List(input.Mean)) + (input.Deviation.Count == 0 ? "" : ", deviation " + List(input.Deviation))
        + (input.Scale == 1 ? "" : FormattableString.Invariant($", scale {input.Scale}"));

    private static string List(IEnumerable<float> values) => string.Join(' ', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static string[] Cells(LayerReport layer)
    {
        bool hasWindow = layer.Kernel != 1 || layer.Parameters > 0;
        return
        [
            layer.Name,
            layer.Kind,
            string.Join(", ", layer.Bottom),
            Number(layer.Channels),
            hasWindow ? $"{Pair(layer.Kernel)}/{Pair(layer.Stride)}/{Pair(layer.Pad)}{(layer.PadEnd is { } end ? "-" + Pair(end) : "")}" : "",
            layer.ReceptiveField is { } field ? Pair(field) : "all",
            layer.CumulativeStride is { } stride ? Pair(stride) : layer.Position == "none" ? "none" : "by size",
            layer.Offset is { } offset ? Pair(offset) : layer.Position == "none" ? "none" : "by size",
            FormattableString.Invariant($"{layer.Size[0]}x{layer.Size[1]}"),
            layer.Parameters == 0 ? "" : Number(layer.Parameters),
            layer.Flops == 0 ? "" : (layer.Flops / 1e6).ToString("N1", CultureInfo.InvariantCulture),
        ];
    }

    private static void Line(IAnsiConsole console, string name, FormattableString text) => Line(console, name, FormattableString.Invariant(text));

    private static void Line(IAnsiConsole console, string name, string text) => console.WriteLine($"{name,-17} {text}");

    private static string Pair<T>(PerAxis<T> value) where T : IFormattable
    {
        string height = value.Height.ToString(null, CultureInfo.InvariantCulture);
        return value.IsSame ? height : height + "x" + value.Width.ToString(null, CultureInfo.InvariantCulture);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
