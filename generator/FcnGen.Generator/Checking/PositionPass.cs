using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>
/// What depends on the size of the picture: the strides and offsets of resized maps, and how far they lie from what they are laid onto, over all
/// sizes that work. Shifts are errors unless they are allowed.
/// </summary>
internal static class PositionPass
{
    private const int MaxPeriod = 1 << 12;

    public static void Run(NetworkDraft draft)
    {
        Comparison[] comparisons = [.. Enumerable.Range(0, draft.Layers.Length).SelectMany(layer => Comparisons(draft, layer)).Where(c => Matters(draft, c))];
        int[] sized = [.. Enumerable.Range(0, draft.Layers.Length).Where(i => IsSized(draft.Maps[i]))];
        if (comparisons.Length == 0 && sized.Length == 0) return;

        bool square = draft.IsSquare;
        if (Ranges(draft, Axis.Height, sized, comparisons) is not { } rows || (square ? rows : Ranges(draft, Axis.Width, sized, comparisons)) is not { } columns) return;
        foreach (int layer in sized) draft.Maps[layer] = new(rows.Place(layer), columns.Place(layer));
        foreach (Comparison comparison in comparisons) Judge(draft, comparison, new(rows.Shifts[comparison], columns.Shifts[comparison]));
    }

    /// <summary>All that a layer lays onto each other.</summary>
    private static IEnumerable<Comparison> Comparisons(NetworkDraft draft, int layer)
    {
        int[] bottoms = draft.Bottoms[layer];
        LayerSpec spec = draft.Layers[layer];
        if (spec.Target is not null) yield return new(layer, bottoms[0], draft.CropOnto[layer], layer, draft.CropOffset[layer], -1);
        if (draft.Undone(layer) is >= 0 and var undone) yield return new(layer, bottoms[0], undone, bottoms[0], 0, -1);
        if (spec.Labels is not null) yield return new(layer, bottoms[0], draft.FirstInput, bottoms[0], 0, -1);
        int anchor = draft.Anchor(layer);
        for (int i = anchor + 1; spec.Reads == Arity.Several && i < bottoms.Length; i++) yield return new(layer, bottoms[i], bottoms[anchor], layer, 0, i);

        // What was resized and has the size of the picture is meant to be laid over it; a loss on it says so itself.
        if (draft.IsOutput[layer] && draft.WasResized(layer) && Axes.Both.All(axis => draft.Growth[axis][layer] == 1) && !draft.LossesOn(layer).Any())
            yield return new(layer, layer, draft.FirstInput, layer, 0, -1);
    }

    /// <summary>False for layers that lie on the same place, or nowhere, and for shifts that <see cref="CoordinatePass"/> has judged.</summary>
    private static bool Matters(NetworkDraft draft, Comparison comparison)
    {
        PerAxis<Position> a = draft.Maps[comparison.Layer], b = draft.Maps[comparison.Onto];
        if (a.Height.Form == PositionForm.None || b.Height.Form == PositionForm.None) return false;
        return IsSized(a) || IsSized(b) || Allows(draft, comparison) || comparison.Reader == comparison.Layer;
    }

    private static bool IsSized(PerAxis<Position> map) => map.Height.Form == PositionForm.BySize || map.Width.Form == PositionForm.BySize;

    private static bool Allows(NetworkDraft draft, Comparison comparison) =>
        comparison.Reader == comparison.Layer ? draft.Layers[comparison.Layer].Head.AllowsShift : draft.Layers[comparison.Reader].AllowsShift;

    private static void Judge(NetworkDraft draft, Comparison comparison, PerAxis<RationalRange> pixels)
    {
        if (pixels is { Height.IsZero: true, Width.IsZero: true }) return;
        if (Allows(draft, comparison))
        {
            draft.Shifts[comparison.Reader].Add(new Shift(comparison.Layer, comparison.Onto, pixels));
            return;
        }

        LayerSpec reader = draft.Layers[comparison.Reader];
        bool output = comparison.Reader == comparison.Layer;
        string? argument = output ? "Output"
            : comparison.Position >= 0 ? "bottoms"
            : reader.Target is { IsInput: false } ? "Onto"
            : reader.Source is { Undoes: true } source ? source.Argument
            : reader.Labels is not null && reader.Bottoms.Count > 0 ? "From" : null;
        draft.Report(new Finding(
            DiagnosticIds.Shifted, reader.Name, argument,
            EquatableArray.Of(
                output ? "Output" : draft.Name(comparison.Reader), draft.Name(comparison.Layer), draft.Name(comparison.Onto), Pixels(pixels), Depends(pixels),
                output ? Meant("[Output(AllowShift = true)]") : reader.Source is { Undoes: true } ? "" : Meant("AllowShift = true in " + draft.Name(comparison.Reader))),
            comparison.Position, Related: draft.Layers[comparison.Onto].Name));

        static string Meant(string permission) => ", or write " + permission + " where the shift is meant";
    }

    /// <summary>Works out what depends on the size, class by class of sides; null after a finding.</summary>
    private static AxisRanges? Ranges(NetworkDraft draft, Axis axis, int[] sized, Comparison[] comparisons)
    {
        int period = sized.Length == 0 ? 0 : draft.Period[axis], first = draft.SmallestSize[axis];
        int layer = sized.Length > 0 ? sized[0] : comparisons[0].Reader;
        if (period > MaxPeriod)
        {
            draft.Report(
                DiagnosticIds.BeyondProof, layer, Finding.Property, draft.Name(layer),
                "where it lies depends on the size of the picture, and the sizes repeat only after " + Text(period) + " pixels, more than " + Text(MaxPeriod));
            return null;
        }

        try
        {
            AxisRanges? ranges = null;
            for (int side = first; side < first + Math.Max(1, period); side++)
            {
                foreach (SizedMaps maps in SizedMaps.From(draft, axis, side, period))
                {
                    var found = new AxisRanges(
                        sized.ToDictionary(static i => i, i => maps.Stride(i).Range()), sized.ToDictionary(static i => i, i => maps.Offset(i).Range()),
                        comparisons.ToDictionary(static c => c, c => maps.Shift(c, last: false).Range().Or(maps.Shift(c, last: true).Range())));
                    ranges = ranges is null ? found : ranges.Or(found);
                }
            }

            return ranges;
        }
        catch (OverflowException)
        {
            draft.Report(
                DiagnosticIds.BeyondProof, layer, Finding.Property, draft.Name(layer),
                "where it lies depends on the size of the picture, in a way that leads to numbers beyond 2^63");
            return null;
        }
    }

    /// <summary>What depends on the size, along one axis.</summary>
    private sealed record AxisRanges(
        Dictionary<int, RationalRange> Strides, Dictionary<int, RationalRange> Offsets, Dictionary<Comparison, RationalRange> Shifts)
    {
        /// <summary>Where a layer lies: at one map after all if that never changes.</summary>
        public Position Place(int layer) => Strides[layer] is { IsOne: true, Least: { } stride } && Offsets[layer] is { IsOne: true, Least: { } offset }
            ? new CoordinateMap(stride, offset) : Position.BySize(Strides[layer], Offsets[layer]);

        public AxisRanges Or(AxisRanges other) => new(Or(Strides, other.Strides), Or(Offsets, other.Offsets), Or(Shifts, other.Shifts));

        private static Dictionary<T, RationalRange> Or<T>(Dictionary<T, RationalRange> a, Dictionary<T, RationalRange> b)
            where T : notnull => a.ToDictionary(static pair => pair.Key, pair => pair.Value.Or(b[pair.Key]));
    }
}
