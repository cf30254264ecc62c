using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// The way of the published networks: the first convolution is padded by what all later kernels take (100 before VGG). The pad advised is
/// the least one for which the crop fits.
/// </summary>
internal static class FirstPadRemedy
{
    private const int Most = 512;

    /// <summary>True for a convolution of a trunk that is not the one which FirstPad pads: the trunk's first of any kind, wherever it leads.</summary>
    private static bool IsOther(NetworkDraft draft, LayerSpec conv) =>
        !conv.IsOwn && draft.Layers.First(l => l.IsConvolution && l.Head.Trunk == conv.Head.Trunk) != conv;

    private static bool TakesBorder(LayerSpec layer) => layer is { IsConvolution: true, Window: { } window } && System.Array.Exists(window.Axes, axis => window[axis].Pads < window[axis].Extent - 1);

    public static Remedy? Find(NetworkDraft draft, Trial trial, Finding finding, IEnumerable<int> candidates)
    {
        if (!candidates.Any(i => TakesBorder(draft.Layers[i]))) return null;
        if (candidates.Select(i => draft.Layers[i]).FirstOrDefault(static l => l is { IsConvolution: true, TakesPad: true }) is not { Window: { } window } first
            || first.Head.Place is not null || IsOther(draft, first) || window.PadArgument(Axis.Height, atEnd: false) != "Pad" || !Mends(Most)) return null;

        int low = window.Height.Pad, high = Most; // low does not mend, high does; more padding never hurts a crop
        while (high - low > 1)
        {
            int middle = low + (high - low) / 2;
            if (Mends(middle)) high = middle;
            else low = middle;
        }

        Mends(high); // last, so that the trial knows what it leaves
        string pad = high.ToString(CultureInfo.InvariantCulture), now = window.Height.Pad.ToString(CultureInfo.InvariantCulture);
        string with = first.IsOwn ? "Pad = " + pad + " or more instead of " + now + " in " + first.CaffeName
            : "FirstPad = " + pad + " or more on the trunk, where " + first.CaffeName + " has a pad of " + now;
        return new Remedy(
            "; with " + with + ", the layers have the border that their kernels take",
            first.IsOwn ? Fix.Set(first.Name, "Pad", pad) : Fix.SetOfTrunk(first.Head.Trunk, "FirstPad", pad), first.Name);

        bool Mends(int pad) => trial.Mends(finding, spec => spec.Name == first.Name ? spec.With(spec.Window!.With(a => a.Padded(pad))) : spec);
    }
}
