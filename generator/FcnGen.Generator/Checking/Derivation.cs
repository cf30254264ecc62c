using System.Collections.Generic;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>How a number came about, in the words of a message.</summary>
internal static class Derivation
{
    /// <summary><c>16 = 2 (pool1) · 2 (pool2) · 2 (pool3) · 2 (pool4)</c>; a transposed convolution divides.</summary>
    public static string Stride(NetworkDraft draft, int layer, Axis axis)
    {
        var factors = new List<string>();
        foreach (int i in draft.PathOf(layer))
        {
            Rational factor = Own(draft.Layers[i], axis);
            if (factor == 1) continue;
            string name = " (" + draft.Name(i) + ")";
            factors.Add(factor < 1 ? "/ " + (1 / factor) + name : "· " + factor + name);
        }

        string total = draft.Maps[layer][axis].Stride.ToString();
        if (factors.Count == 0) return total;
        factors.Reverse();
        string product = string.Join(" ", factors);
        return total + " = " + (product[0] == '·' ? product.Substring(2) : "1 " + product);
    }

    /// <summary>Where a layer's cells lie along an axis: <c>x = 8·i − 95</c>; down the rows <c>y = …</c>, where that need not be the same.</summary>
    public static string Place(NetworkDraft draft, int layer, Axis axis, bool isSame)
    {
        string map = draft.Maps[layer][axis].ToString();
        return axis == Axis.Height && !isSame ? "y" + map.Substring(1) : map;
    }

    /// <summary><c> in height</c> of a number that is another one along the other axis; else empty.</summary>
    public static string Along(Axis axis, bool isSame) => isSame ? "" : " in " + Words.Name(axis);

    /// <summary><c>21 channels, set by score_fr</c>; just <c>21 channels</c> where the layer sets them itself.</summary>
    public static string Channels(NetworkDraft draft, int layer)
    {
        int source = layer;
        while (!draft.Layers[source].SetsChannels) source = draft.Bottoms[source][0];
        return draft.Channels[layer] + (draft.Channels[layer] == 1 ? " channel" : " channels")
            + (source == layer ? "" : ", set by " + draft.Name(source));
    }

    private static Rational Own(LayerSpec layer, Axis axis) => layer.Map(CoordinateMap.Input, axis).Map is { } map ? map.Stride : 1;
}
