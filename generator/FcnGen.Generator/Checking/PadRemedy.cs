using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
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
        .. candidates.Where(i => draft.Layers[i] is { IsOwn: true, TakesPad: true, Window: { } window } && window.Height.Extent % 2 == 1 && window.Width.Extent % 2 == 1
            && Array.Exists(window.Axes, axis => tooFew ? window[axis].Pads < window[axis].Extent - 1 : !Keeps(window[axis]))),
    ];

    private static bool Keeps(WindowAxis a) => a.Pad == Wanted(a) && a.PadEnd == Wanted(a);

    private static int Wanted(WindowAxis a) => (a.Extent - 1) / 2;

    /// <summary>A convolution with the pad that keeps size and place; any other layer as it is.</summary>
    public static LayerSpec Padded(LayerSpec spec) => spec is { IsConvolution: true, Window: { } window } ? spec.With(window.With(static a => a.Padded(Wanted(a)))) : spec;

    /// <summary>Says which convolutions cost cells, and the pads that keep them.</summary>
    public static Remedy Describe(NetworkDraft draft, int[] layers)
    {
        Window[] convs = [.. layers.Select(i => draft.Layers[i].Window!)];
        string advice;
        if (convs.Length <= 2)
        {
            advice = "; " + string.Join(", and ", convs.Select((c, i) => draft.Name(layers[i]) + " " + Costs(c)))
                + ": " + string.Join(" and ", convs.Select((c, i) => string.Join(", ", Pads(c).Select(static p => p.Argument + " = " + Text(p.Value))) + " in " + draft.Name(layers[i])))
                + (convs.Length == 1 ? " keeps them" : " keep them");
        }
        else
        {
            string[] names = [.. layers.Select(draft.Name)];
            int total = convs.Select(static c => Math.Abs(Cost(Worst(c)) / 2)).Sum();
            advice = "; " + string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1]
                + " change the border by " + Text(total) + " of their cells in all, since their pads are not (Kernel − 1) · Dilation / 2: Pad = "
                + string.Join(", ", convs.Select(static c => Words.Pair(c.Select(Wanted)))) + " keeps it";
        }

        IEnumerable<string> edits = layers.SelectMany((layer, i) => Pads(convs[i]).Select(p => Fix.Set(draft.Layers[layer].Name, p.Argument, Text(p.Value))));
        return new Remedy(advice, Fix.Together(edits), draft.Layers[layers[0]].Name);
    }

    /// <summary>The arguments that give a window the pads which keep size and place.</summary>
    private static IEnumerable<(string Argument, int Value)> Pads(Window window)
    {
        if (window.PadArgument(Axis.Height, atEnd: false) == "Pad") return [("Pad", Wanted(window.Height))];
        return Axes.Both.Where(axis => !Keeps(window[axis])).SelectMany(axis => new[] { false, true }, (axis, atEnd) =>
            (window.PadArgument(axis, atEnd), Wanted(window[axis])));
    }

    /// <summary>Cells that a convolution takes at both ends together, or adds where negative.</summary>
    private static int Cost(WindowAxis a) => 2 * Wanted(a) - a.Pads;

    /// <summary>The axis along which it takes or adds most.</summary>
    private static WindowAxis Worst(Window window) => Math.Abs(Cost(window.Height)) >= Math.Abs(Cost(window.Width)) ? window.Height : window.Width;

    private static string Costs(Window conv)
    {
        WindowAxis worst = Worst(conv);
        bool even = worst.Pad == worst.PadEnd;
        int cost = even ? Cost(worst) / 2 : Cost(worst);
        string window = "kernel " + Words.Pair(conv.Kernel) + Option(", dilation ", conv.Dilation, 1)
            + (conv.Pad == 0 ? ", no pad" : ", pad " + Words.Pair(conv.Pad));
        return "(" + window + ") " + (cost > 0 ? "takes " : "adds ") + Count(Math.Abs(cost), "cell")
            + (!even ? " in all" : cost > 0 ? " from each side" : " on each side");
    }
}
