using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>Poolings whose stride was not written, and so is 1 as in Caffe, where the network wants a smaller map.</summary>
internal static class PoolRemedy
{
    /// <summary>True for a pooling that was probably meant to shrink the map: no stride is written, and its pad does not keep the size either.</summary>
    public static bool LacksStride(LayerSpec layer) => layer is { StrideWritten: false, Window: { } window }
        && System.Array.Exists(window.Axes, axis => window[axis].Pads != window[axis].Kernel - 1);

    /// <summary>The stride that windows of this side mostly have: halves for 2 (VGG) and 3 (AlexNet), side by side else.</summary>
    public static int Stride(int kernel) => kernel is 2 or 3 ? 2 : kernel;

    /// <summary>Strides alone.</summary>
    public static Remedy? Find(NetworkDraft draft, Trial trial, Finding finding, IReadOnlyList<int> candidates) =>
        Pools(draft, candidates).Length > 0 && trial.Mends(finding, Strided) ? Describe(draft) : null;

    /// <summary>Strides and pads, where both were forgotten.</summary>
    public static Remedy? FindWithPads(NetworkDraft draft, Trial trial, Finding finding, IReadOnlyList<int> candidates)
    {
        int[] unpadded = PadRemedy.Unpadded(draft, candidates, tooFew: true);
        if (Pools(draft, candidates).Length == 0 || unpadded.Length == 0) return null;
        HashSet<string> names = [.. unpadded.Select(i => draft.Layers[i].Name)];
        if (!trial.Mends(finding, spec => names.Contains(spec.Name) ? PadRemedy.Padded(spec) : Strided(spec))) return null;
        Remedy strides = Describe(draft), pads = PadRemedy.Describe(draft, unpadded);
        return new Remedy(strides.Advice + pads.Advice, Fix.Together([strides.Fix!, pads.Fix!]), strides.Layer);
    }

    /// <summary>What to say of strides that were not written where they alone do not mend the network; null if there are none.</summary>
    public static string? Doubt(NetworkDraft draft, IReadOnlyList<int> candidates) => Pools(draft, candidates) is { Length: > 0 } pools
        ? "; note that " + string.Join(" and ", pools.Select(draft.Name)) + (pools.Length == 1 ? " has no Stride, which is then 1" : " have no Stride, which is then 1")
        : null;

    private static int[] Pools(NetworkDraft draft, IEnumerable<int> candidates) =>
        [.. candidates.Where(i => draft.Layers[i].IsOwn && LacksStride(draft.Layers[i]))];

    private static LayerSpec Strided(LayerSpec spec) => spec is { IsOwn: true, Window: { } window } && LacksStride(spec) ? spec.With(window.With(static a => a with { Stride = Stride(a.Kernel) })) : spec;

    /// <summary>All strides that were tried, those of other branches too, or one branch would end on another grid.</summary>
    private static Remedy Describe(NetworkDraft draft)
    {
        int[] pools = Pools(draft, Enumerable.Range(0, draft.Layers.Length));
        LayerSpec[] specs = [.. pools.Select(i => draft.Layers[i])];
        string advice = "; " + string.Join(" and ", pools.Select(draft.Name)) + (pools.Length == 1 ? " has no Stride, which is then 1: " : " have no Stride, which is then 1: ")
            + string.Join(" and ", specs.Select((p, i) => string.Join(", ", Strides(p.Window!).Select(static s => s.Argument + " = " + Text(s.Value))) + " in " + draft.Name(pools[i])))
            + (pools.Length == 1 ? " makes them fit" : " make them fit");
        return new Remedy(advice, Fix.Together(specs.Select(Edits)), specs[0].Name);
    }

    /// <summary>The edits that write the strides which windows like this mostly have.</summary>
    public static string Edits(LayerSpec pool) => Fix.Together(Strides(pool.Window!).Select(s => Fix.Set(pool.Name, s.Argument, Text(s.Value))));

    private static IEnumerable<(string Argument, int Value)> Strides(Window window) =>
        window.Axes.Select(axis => (window.Argument("Stride", axis), Stride(window[axis].Kernel)));
}
