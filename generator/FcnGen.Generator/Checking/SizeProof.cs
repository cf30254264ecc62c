using System;
using System.Globalization;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Proves for every picture side from some N on that no layer is empty, that every crop fits, and that what is fused has equal sizes.
/// <para>
/// Why a finite check proves all sizes: each rule of <see cref="SizeRules"/> maps <c>size + s·m</c> to <c>output + m</c> for its stride s
/// (a transposed one <c>size + m</c> to <c>output + s·m</c>), for every whole m and also where sizes are negative. So with P a common
/// multiple of all cumulative strides, a picture side larger by P makes every layer larger by exactly P / stride, and the difference of
/// two layers of equal stride stays as it was: the slack of a crop and the difference at a fusion have period P, and one period decides
/// them. Every rule is also monotone, so the sides at which no layer is empty are all those from the smallest one on. The rule for
/// the height is that for the width, so both sides are covered.
/// </para>
/// </summary>
internal static class SizeProof
{
    /// <summary>The proof looks for a working picture side up to this one.</summary>
    public const int MaxSide = 1 << 14;

    private const int MaxPeriod = 1 << 16, MaxSize = 1 << 22;

    public static void Run(NetworkDraft draft)
    {
        if (Period(draft) is not { } period) return;
        var sizes = new int[draft.Layers.Length];
        if (SmallestSide(draft, sizes) is not { } smallest) return;

        Relations(draft, smallest, period, sizes);
        if (draft.Spec.MinSize >= smallest || draft.Spec.MinSize == 0)
        {
            draft.SmallestSize = smallest;
            return;
        }

        int empty = FirstEmpty(draft, draft.Spec.MinSize, sizes);
        draft.Report(new Finding(
            DiagnosticIds.MinSize, null, "MinSize",
            EquatableArray.Of(Text(draft.Spec.MinSize), draft.Name(empty), Why(draft, empty, sizes), Text(smallest)),
            Fix: Model.Fix.Set("", "MinSize", Text(smallest)), Related: draft.Layers[empty].Name));
    }

    /// <summary>The size of every layer along one axis; empty ones have sizes below 1. False if a size is beyond what ints can
    /// carry.</summary>
    public static bool Sizes(NetworkDraft draft, int side, int[] sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            int bottom = draft.Bottoms[i].Length > 0 ? sizes[draft.Bottoms[i][0]] : side;
            sizes[i] = draft.Layers[i].Size.Of(draft.CropOnto[i] >= 0 ? sizes[draft.CropOnto[i]] : bottom);
            if (Math.Abs(sizes[i]) > MaxSize) return false;
        }

        return true;
    }

    /// <summary>The least common multiple of the numerators of all cumulative strides.</summary>
    private static int? Period(NetworkDraft draft)
    {
        long period = 1;
        for (int i = 0; i < draft.Layers.Length; i++)
        {
            long stride = draft.Maps[i].Stride.Numerator, a = period, b = stride;
            while (b != 0) (a, b) = (b, a % b);
            if (stride / a > MaxPeriod || period * (stride / a) > MaxPeriod)
            {
                string reason = "with its cumulative stride of " + draft.Maps[i].Stride + " the sizes repeat only after more than "
                    + Text(MaxPeriod) + " pixels";
                draft.Report(DiagnosticIds.BeyondProof, i, Finding.Property, draft.Name(i), reason);
                return null;
            }

            period *= stride / a;
        }

        return (int)period;
    }

    private static int? SmallestSide(NetworkDraft draft, int[] sizes)
    {
        int low = 0, high = 1; // no side up to low works
        while (FirstEmpty(draft, high, sizes) is var empty && empty != -1)
        {
            if (empty == TooLarge)
            {
                ReportTooLarge(draft, sizes, high);
                return null;
            }

            if (high == MaxSide)
            {
                draft.Report(DiagnosticIds.EmptyOutput, empty, Finding.Property, draft.Name(empty), Text(MaxSide),
                    Why(draft, empty, sizes));
                return null;
            }

            low = high;
            high *= 2;
        }

        while (high - low > 1)
        {
            int middle = low + (high - low) / 2;
            if (FirstEmpty(draft, middle, sizes) == -1) high = middle;
            else low = middle;
        }

        return high;
    }

    private static void Relations(NetworkDraft draft, int smallest, int period, int[] sizes)
    {
        var failed = new bool[sizes.Length];
        for (int side = smallest; side < smallest + period; side++)
        {
            if (!Sizes(draft, side, sizes))
            {
                ReportTooLarge(draft, sizes, side);
                return;
            }

            for (int i = 0; i < sizes.Length; i++)
                if (!failed[i]) failed[i] = !Relation(draft, i, side, period, sizes);
        }
    }

    private static bool Relation(NetworkDraft draft, int layer, int side, int period, int[] sizes)
    {
        int[] bottoms = draft.Bottoms[layer];
        string residue = Text(period) + "·n" + (side % period == 0 ? "" : " + " + Text(side % period));
        LayerSpec spec = draft.Layers[layer];
        if (spec.Target is { } target && sizes[bottoms[0]] - draft.CropOffset[layer] < sizes[layer])
        {
            int from = sizes[bottoms[0]], offset = draft.CropOffset[layer];
            draft.Report(new Finding(
                DiagnosticIds.CropBounds, spec.Name, target.IsInput ? null : "Onto",
                EquatableArray.Of(
                    draft.Name(bottoms[0]), draft.Name(draft.CropOnto[layer]), Text(side), Cells(from), Text(offset), Text(from - offset), Text(sizes[layer]), residue, ""),
                Related: draft.Layers[draft.CropOnto[layer]].Name));
            return false;
        }

        if (spec.Labels is not null) return Equal(draft.FirstInput, bottoms[0], spec.Bottoms.Count > 0 ? "From" : null, -1);
        if (spec.Reads != Arity.Several) return true;
        for (int i = 1; i < bottoms.Length; i++)
            if (!Equal(bottoms[0], bottoms[i], "bottoms", i)) return false;
        return true;

        bool Equal(int first, int other, string? argument, int position)
        {
            if (sizes[first] == sizes[other]) return true;
            draft.Report(new Finding(
                DiagnosticIds.SizesDiffer, draft.Layers[layer].Name, argument,
                EquatableArray.Of(draft.Name(layer), Text(side), draft.Name(first), Cells(sizes[first]), draft.Name(other),
                    Text(sizes[other]), residue, ""),
                position, Related: draft.Layers[first].Name));
            return false;
        }
    }

    private const int TooLarge = -2;

    /// <summary>The first layer that is empty at a side; -1 if none is, <see cref="TooLarge"/> if a size is beyond the proof.</summary>
    private static int FirstEmpty(NetworkDraft draft, int side, int[] sizes) =>
        Sizes(draft, side, sizes) ? Array.FindIndex(sizes, static s => s < 1) : TooLarge;

    private static void ReportTooLarge(NetworkDraft draft, int[] sizes, int side)
    {
        int layer = Array.FindIndex(sizes, static s => Math.Abs(s) > MaxSize);
        draft.Report(DiagnosticIds.BeyondProof, layer, Finding.Property, draft.Name(layer), "it has " + Text(sizes[layer])
            + " cells a side for a picture side of " + Text(side));
    }

    private static string Why(NetworkDraft draft, int layer, int[] sizes)
    {
        int bottom = draft.Bottoms[layer].Length > 0 ? draft.Bottoms[layer][0] : -1;
        LayerSpec spec = draft.Layers[layer];
        int extent = spec is { Window: { } window, IsTransposed: false } ? window.Extent - 2 * window.Pad : 0;
        return bottom < 0 || extent < 1
            ? "its size comes to " + Text(sizes[layer])
            : "it needs " + Text(extent) + " cells and " + draft.Name(bottom) + " has " + Text(sizes[bottom]);
    }

    private static string Cells(int count) => Text(count) + (count == 1 ? " cell" : " cells");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
