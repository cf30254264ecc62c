using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>The table at the top of a generated file: every layer with its place in the picture.</summary>
internal static class HeaderTable
{
    public static IEnumerable<string> Lines(CheckedNetwork network)
    {
        string[][] rows =
        [
            ["layer", "bottom", "channels", "receptive field", "stride", "offset", "what it does"],
            .. network.Layers.Select(layer => Row(network, layer)),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        yield return network.Spec.TypeName + (network.Spec.IsTrunk
            ? ": a trunk"
            : network.Spec.HasFixedSize ? ": proven for pictures of " + Words.Size(network.SmallestSize) + " pixels, the only ones that it takes"
            : ": proven for every picture of at least " + Words.Size(network.SmallestSize) + " pixels");
        yield return "";
        foreach (string[] row in rows)
            yield return string.Join("  ", row.Select((cell, column) => column is >= 2 and < 6 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
    }

    private static string[] Row(CheckedNetwork network, CheckedLayer layer) =>
    [
        layer.Spec.CaffeName,
        string.Join(", ", layer.Bottoms.Select(bottom => network.Layers[bottom].Spec.CaffeName)),
        Literals.Int(layer.Channels),
        Words.Field(layer.ReceptiveField),
        Words.Strides(layer.Map),
        Words.Offsets(layer.Map),
        Notes.Forward(network, layer) + (layer.Spec.Dropout > 0 && !layer.Spec.IsActivation ? ", dropout " + Words.Number(layer.Spec.Dropout) : ""),
    ];
}
