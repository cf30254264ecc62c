using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Convolutions without the pad that keeps a map's size and place, (k − 1)·d / 2: the commonest mistake of all, seen only where a crop or
/// a fusion later finds too few cells.
/// </summary>
internal static class PadRemedy
{
    /// <param name="draft">The network.</param>
    /// <param name="trial">Tries a change.</param>
    /// <param name="finding">What is to be mended.</param>
    /// <param name="candidates">Where a pad may have been forgotten.</param>
    /// <param name="tooFew">True where only more padding can help.</param>
    public static Remedy? Find(NetworkDraft draft, Trial trial, Finding finding, IEnumerable<int> candidates, bool tooFew)
    {
        int[] unpadded = Unpadded(draft, candidates, tooFew);
        if (unpadded.Length == 0) return null;
        if (Mends(unpadded)) return Describe(draft, unpadded);
        if (unpadded.Length == 1) return null;
        foreach (int one in unpadded)
            if (Mends([one])) return Describe(draft, [one]);
        return null;

        bool Mends(int[] layers)
        {
            HashSet<string> names = [.. layers.Select(i => draft.Layers[i].Name)];
            return trial.Mends(finding, spec => names.Contains(spec.Name) ? Padded(spec) : spec);
        }
    }

    /// <summary>Own convolutions of odd extent whose pad is not the one that keeps size and place.</summary>
    public static int[] Unpadded(NetworkDraft draft, IEnumerable<int> candidates, bool tooFew) =>
    [
        .. candidates.Where(i => draft.Layers[i] is { IsOwn: true, TakesPad: true, Window: { } window } && window.Extent % 2 == 1
            && (tooFew ? 2 * window.Pad < window.Extent - 1 : 2 * window.Pad != window.Extent - 1)),
    ];

    /// <summary>A convolution with the pad that keeps size and place; any other layer as it is.</summary>
    public static LayerSpec Padded(LayerSpec spec) => spec is { IsConvolution: true, Window: { } window } ? spec.With(window with { Pad = (window.Extent - 1) / 2 }) : spec;

    /// <summary>Says which convolutions cost cells, and the pads that keep them.</summary>
    public static Remedy Describe(NetworkDraft draft, int[] layers)
    {
        Window[] convs = [.. layers.Select(i => draft.Layers[i].Window!)];
        int[] pads = [.. convs.Select(static c => (c.Extent - 1) / 2)];
        string advice;
        if (convs.Length <= 2)
        {
            advice = "; " + string.Join(", and ", convs.Select((c, i) => draft.Name(layers[i]) + " " + Costs(c, pads[i])))
                + ": " + string.Join(" and ", pads.Select((pad, i) => "Pad = " + Text(pad) + " in " + draft.Name(layers[i])))
                + (convs.Length == 1 ? " keeps them" : " keep them");
        }
        else
        {
            string[] names = [.. layers.Select(draft.Name)];
            int total = convs.Select((c, i) => Math.Abs(pads[i] - c.Pad)).Sum();
            advice = "; " + string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1]
                + " change the border by " + Text(total) + " of their cells in all, since their pads are not (Kernel − 1) · Dilation / 2: Pad = "
                + string.Join(", ", pads.Select(static pad => Text(pad))) + " keeps it";
        }

        string fix = Fix.Together(layers.Select((layer, i) => Fix.Set(draft.Layers[layer].Name, "Pad", Text(pads[i]))));
        return new Remedy(advice, fix, draft.Layers[layers[0]].Name);
    }

    private static string Costs(Window conv, int pad)
    {
        int cost = pad - conv.Pad;
        string window = "kernel " + Text(conv.Kernel) + (conv.Dilation > 1 ? ", dilation " + Text(conv.Dilation) : "")
            + (conv.Pad > 0 ? ", pad " + Text(conv.Pad) : ", no pad");
        return "(" + window + ") " + (cost > 0 ? "takes " : "adds ") + Count(Math.Abs(cost), "cell")
            + (cost > 0 ? " from each side" : " on each side");
    }
}
