using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>Fused layers that lie a whole number of cells apart: a crop of the one that starts earlier, put in front of the fusion.</summary>
internal static class CropRemedy
{
    /// <returns>The fix, or null where no crop is possible or the fusion is a trunk's.</returns>
    public static string? Find(NetworkDraft draft, Trial trial, Finding finding, int fusion, int first, int other)
    {
        LayerSpec reader = draft.Layers[fusion];
        if (!reader.IsOwn || Offset(Axis.Height) is not { } height || Offset(Axis.Width) is not { } width || height > 0 != width > 0 && height != 0 && width != 0) return null;

        (int cropped, int target) = height > 0 || width > 0 ? (other, first) : (first, other);
        int index = System.Array.IndexOf(draft.Bottoms[fusion], cropped);
        string from = draft.Layers[cropped].Name, onto = draft.Layers[target].Name, name = Unused(draft, from + "c");
        var crop = new CropSpec(new LayerHead(name, name, IsOwn: true) { Bottoms = EquatableArray.Of(from) }, new CropTarget(false, onto, -1));
        LayerSpec rewired = reader with
        {
            Head = reader.Head with { Bottoms = reader.Bottoms.Select((bottom, i) => i == index ? name : bottom).ToEquatableArray() },
        };
        IEnumerable<LayerSpec> layers = draft.Layers.SelectMany((layer, i) => i == fusion ? new[] { crop, rewired } : [layer]);
        return trial.Mends(finding, layers) ? Fix.InsertCrop(name, from, onto, reader.Name, index) : null;

        Rational? Offset(Axis axis)
        {
            if (draft.Maps[first][axis].Map is not { } a || draft.Maps[other][axis].Map is not { } b) return null;
            return a.Stride == b.Stride && b.CropOffsetOnto(a) is { IsInteger: true } offset ? offset : null;
        }
    }

    private static string Unused(NetworkDraft draft, string name)
    {
        while (draft.Layers.Any(l => string.Equals(l.Name, name, System.StringComparison.OrdinalIgnoreCase))) name += "c";
        return name;
    }
}
