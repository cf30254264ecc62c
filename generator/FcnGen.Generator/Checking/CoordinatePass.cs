using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// The coordinate map of every layer in exact rationals, crop offsets from them, and whatever is fused or cropped lies on the same grid, as far
/// as that does not depend on the size of the picture: <see cref="PositionPass"/> looks at the rest.
/// </summary>
internal static class CoordinatePass
{
    public static void Run(NetworkDraft draft)
    {
        int layer = 0;
        var unsure = new bool[draft.Layers.Length]; // which branch of a misaligned fusion is right, nobody knows; nor where its readers lie
        try
        {
            for (; layer < draft.Layers.Length; layer++)
            {
                int before = draft.Findings.Count;
                Layer(draft, layer);
                int start = draft.StartOf(layer), source = draft.Sources[layer];
                bool readsUnsure = Array.Exists(draft.Bottoms[layer], bottom => unsure[bottom]) || start >= 0 && unsure[start] || source >= 0 && unsure[source];
                if (readsUnsure) draft.Findings.RemoveRange(before, draft.Findings.Count - before);
                bool isPut = draft.Layers[layer].Target is not null || draft.Undone(layer) >= 0; // where another layer says, whatever it reads
                unsure[layer] = isPut ? unsure[start] : readsUnsure || draft.Layers[layer].Reads == Arity.Several && draft.Findings.Count > before;
            }
        }
        catch (OverflowException)
        {
            draft.Report(DiagnosticIds.BeyondProof, layer, Finding.Property, draft.Name(layer),
                "its cumulative stride needs numbers beyond 2^63");
        }
    }

    private static void Layer(NetworkDraft draft, int layer)
    {
        int before = draft.Findings.Count;
        Place height = Along(draft, layer, Axis.Height), width = height;
        if (!IsSquare(draft, layer))
        {
            // One mistake is one finding, and the rows come first.
            int reported = draft.Findings.Count;
            width = Along(draft, layer, Axis.Width);
            if (reported > before) draft.Findings.RemoveRange(reported, draft.Findings.Count - reported);
        }

        draft.Maps[layer] = new(height.Map, width.Map);
        draft.CropOffset[layer] = new(height.CropOffset, width.CropOffset);
    }

    /// <summary>True if a layer and all that it reads are the same along both axes.</summary>
    private static bool IsSquare(NetworkDraft draft, int layer)
    {
        int start = draft.StartOf(layer), source = draft.Sources[layer];
        return draft.Layers[layer] is { Window: not { IsSquare: false }, Size.IsSame: true } && Array.TrueForAll(draft.Bottoms[layer], bottom => draft.Maps[bottom].IsSame)
            && (start < 0 || draft.Maps[start].IsSame) && (source < 0 || draft.Maps[source].IsSame);
    }

    private static Place Along(NetworkDraft draft, int layer, Axis axis)
    {
        int[] bottoms = draft.Bottoms[layer];
        int anchor = draft.Anchor(layer);
        Position place = bottoms.Length > 0 ? draft.Maps[bottoms[anchor]][axis] : CoordinateMap.Input;
        LayerSpec spec = draft.Layers[layer];
        draft.GridOf[layer] = bottoms.Length > 0 ? bottoms[anchor] : -1;
        if (spec.Reads == Arity.Several)
        {
            for (int i = anchor + 1; i < bottoms.Length; i++) Fusion(draft, layer, "bottoms", i, bottoms[anchor], bottoms[i], axis);
        }

        if (spec.Labels is not null && place.Map is { } map && map != CoordinateMap.Input && !(spec.AllowsShift && map.Stride == 1))
        {
            draft.Report(new Finding(
                DiagnosticIds.LossMisaligned, spec.Name, spec.Bottoms.Count > 0 ? "From" : null,
                EquatableArray.Of(draft.Name(layer), draft.Name(bottoms[0]), Derivation.Place(draft, bottoms[0], axis, draft.Maps[bottoms[0]].IsSame), ""), Related: draft.Layers[bottoms[0]].Name));
        }

        if (spec.Target is { } target)
        {
            // What may be shifted stays where it is; all else takes the place of what it is cropped onto.
            int offset = Crop(draft, layer, target, axis), onto = draft.CropOnto[layer];
            if (spec.AllowsShift || place.Form == PositionForm.None) return new Place(place.Crop(offset), offset);
            draft.GridOf[layer] = onto;
            return new Place(draft.Maps[onto][axis], offset);
        }

        if (draft.Undone(layer) is >= 0 and var undone)
        {
            Fusion(draft, layer, spec.Source!.Argument, -1, undone, bottoms[0], axis);
            draft.GridOf[layer] = draft.StartOf(layer);
            place = draft.Maps[draft.GridOf[layer]][axis];
        }

        return new Place(spec.Map(place, axis), 0);
    }

    /// <returns>The offset; 0 where there is none.</returns>
    private static int Crop(NetworkDraft draft, int layer, CropTarget crop, Axis axis)
    {
        int bottom = draft.Bottoms[layer][0], onto = draft.CropOnto[layer];
        LayerSpec spec = draft.Layers[layer];
        string? argument = crop.IsInput ? null : "Onto";
        if (draft.Maps[bottom][axis].Map is not { } from || draft.Maps[onto][axis].Map is not { } target)
        {
            bool depends = draft.Maps[bottom][axis].Form == PositionForm.BySize || draft.Maps[onto][axis].Form == PositionForm.BySize;
            if (depends && crop.DeclaredOffset < 0) draft.Report(DiagnosticIds.CropBySize, layer, argument, draft.Name(bottom), draft.Name(onto));
            return Math.Max(0, crop.DeclaredOffset);
        }

        if (from.Stride != target.Stride)
        {
            StridesDiffer(draft, layer, argument, -1, bottom, onto, axis);
            return 0;
        }

        Rational offset = from.CropOffsetOnto(target);
        if (spec.AllowsShift) return crop.DeclaredOffset >= 0 ? crop.DeclaredOffset : Nearest(offset);
        bool same = draft.AreSquare(bottom, onto);
        string because = Derivation.Place(draft, bottom, axis, same) + " against " + Derivation.Place(draft, onto, axis, same);
        if (!offset.IsInteger)
        {
            AlignmentFix? parity = AlignmentFix.Parity(draft, bottom, onto, crop: true, axis);
            Report(DiagnosticIds.CropFraction, argument, parity?.Fix, offset.ToString(), because, parity?.Advice ?? "");
            return 0;
        }

        if (offset < 0)
        {
            Report(DiagnosticIds.CropNegative, argument, null, offset.ToString(), because, "");
        }
        else if (offset > int.MaxValue)
        {
            throw new OverflowException();
        }
        else if (crop.DeclaredOffset >= 0 && offset != crop.DeclaredOffset)
        {
            Report(
                DiagnosticIds.CropOffset, "Offset", spec.IsOwn && same ? Fix.Set(spec.Name, "Offset", offset.ToString()) : null,
                ((Rational)crop.DeclaredOffset).ToString(), offset + Derivation.Along(axis, same), because);
        }

        return (int)offset.Numerator;

        void Report(string id, string? at, string? fix, params string[] rest) => draft.Report(new Finding(
            id, spec.Name, at, new[] { draft.Name(bottom), draft.Name(onto) }.Concat(rest), Fix: fix, Related: draft.Layers[onto].Name));
    }

    /// <summary>The whole number of cells next to an offset, the smaller of two; 0 where that is negative.</summary>
    private static int Nearest(Rational offset)
    {
        Rational half = offset - new Rational(1, 2);
        long up = half.Numerator > 0 ? (half.Numerator + half.Denominator - 1) / half.Denominator : 0;
        return checked((int)up);
    }

    /// <summary>Two layers that must lie on one grid: bottoms of a fusion, or a layer that is undone and what is put in its place.</summary>
    private static void Fusion(NetworkDraft draft, int layer, string argument, int position, int first, int other, Axis axis)
    {
        if (draft.Maps[first][axis].Map is not { } a || draft.Maps[other][axis].Map is not { } b || a == b) return;
        if (a.Stride != b.Stride)
        {
            StridesDiffer(draft, layer, argument, position, other, first, axis);
            return;
        }

        if (draft.Layers[layer].AllowsShift) return;
        bool same = draft.AreSquare(first, other);
        Rational offset = b.CropOffsetOnto(a);
        AlignmentFix? parity = offset.IsInteger ? null : AlignmentFix.Parity(draft, other, first, crop: false, axis);
        string advice =
            !offset.IsInteger ? "no crop aligns them, since they are " + (offset < 0 ? -offset : offset) + " cells apart" + parity?.Advice
            : offset > 0 ? "crop " + draft.Name(other) + " onto " + draft.Name(first) + " (by " + offset + ")"
            : draft.Undone(layer) >= 0 ? draft.Name(other) + " starts " + Words.Count((-offset).Numerator, "cell") + " after " + draft.Name(first) + ", and no crop adds cells"
            : "crop " + draft.Name(first) + " onto " + draft.Name(other) + " (by " + -offset + ")";
        draft.Report(new Finding(
            DiagnosticIds.Misaligned, draft.Layers[layer].Name, argument,
            EquatableArray.Of(
                draft.Name(layer), draft.Name(first), Derivation.Place(draft, first, axis, same), draft.Name(other), Derivation.Place(draft, other, axis, same), advice),
            position, parity?.Fix, draft.Layers[first].Name));
    }

    private static void StridesDiffer(NetworkDraft draft, int layer, string? argument, int position, int from, int target, Axis axis)
    {
        bool same = draft.AreSquare(from, target);
        AlignmentFix? stride = AlignmentFix.Stride(draft, from, target, axis);
        string fromStride = Derivation.Stride(draft, from, axis) + Derivation.Along(axis, same);
        string targetStride = Derivation.Stride(draft, target, axis) + Derivation.Along(axis, same);
        string? enlarge = same ? AlignmentFix.Enlarge(draft, from, target) ?? AlignmentFix.Enlarge(draft, target, from) : null;
        draft.Report(new Finding(
            DiagnosticIds.StridesDiffer, draft.Layers[layer].Name, argument,
            EquatableArray.Of(draft.Name(layer), draft.Name(from), fromStride, draft.Name(target), targetStride, stride?.Advice ?? enlarge ?? ""),
            position,
            stride?.Fix, draft.Layers[target].Name));
    }

    private static EquatableArray<string> Concat(this string[] head, string[] tail)
    {
        var all = new string[head.Length + tail.Length];
        head.CopyTo(all, 0);
        tail.CopyTo(all, head.Length);
        return all.ToEquatableArray();
    }

    /// <summary>A layer along one axis.</summary>
    private readonly record struct Place(Position Map, int CropOffset);
}
