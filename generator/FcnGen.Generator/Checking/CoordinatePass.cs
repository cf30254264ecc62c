using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// The coordinate map and the receptive field of every layer in exact rationals, crop offsets from them, and whatever is fused or
/// cropped lies on the same grid.
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
                int onto = draft.CropOnto[layer];
                bool readsUnsure = Array.Exists(draft.Bottoms[layer], bottom => unsure[bottom]) || onto >= 0 && unsure[onto];
                if (readsUnsure) draft.Findings.RemoveRange(before, draft.Findings.Count - before);
                unsure[layer] = onto >= 0 ? unsure[onto] : readsUnsure || draft.Layers[layer].Reads == Arity.Several && draft.Findings.Count > before;
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
        int[] bottoms = draft.Bottoms[layer];
        CoordinateMap map = bottoms.Length > 0 ? draft.Maps[bottoms[0]] : CoordinateMap.Input;
        Rational field = bottoms.Length > 0 ? draft.Fields[bottoms[0]] : 1;
        LayerSpec spec = draft.Layers[layer];
        if (spec.Reads == Arity.Several)
        {
            for (int i = 1; i < bottoms.Length; i++)
            {
                if (draft.Fields[bottoms[i]] > field) field = draft.Fields[bottoms[i]];
                Fusion(draft, layer, i);
            }
        }

        if (spec.Labels is not null && map != CoordinateMap.Input)
        {
            draft.Report(new Finding(
                DiagnosticIds.LossMisaligned, spec.Name, spec.Bottoms.Count > 0 ? "From" : null,
                EquatableArray.Of(draft.Name(layer), draft.Name(bottoms[0]), map.ToString(), ""), Related: draft.Layers[bottoms[0]].Name));
        }

        if (spec.Target is { } target)
        {
            Crop(draft, layer, target, map);
            map = draft.Maps[draft.CropOnto[layer]];
        }
        else
        {
            field = spec.Field(field, map.Stride);
            map = spec.Map(map);
        }

        draft.Maps[layer] = map;
        draft.Fields[layer] = field;
    }

    private static void Crop(NetworkDraft draft, int layer, CropTarget crop, CoordinateMap from)
    {
        int bottom = draft.Bottoms[layer][0], onto = draft.CropOnto[layer];
        LayerSpec spec = draft.Layers[layer];
        CoordinateMap target = draft.Maps[onto];
        string? argument = crop.IsInput ? null : "Onto";
        if (from.Stride != target.Stride)
        {
            StridesDiffer(draft, layer, argument, -1, bottom, onto);
            return;
        }

        Rational offset = from.CropOffsetOnto(target);
        string because = from + " against " + target;
        if (!offset.IsInteger)
        {
            AlignmentFix? parity = AlignmentFix.Parity(draft, bottom, onto, crop: true);
            Report(DiagnosticIds.CropFraction, argument, parity?.Fix, offset.ToString(), because, parity?.Advice ?? "");
        }
        else if (offset < 0)
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
                DiagnosticIds.CropOffset, "Offset", spec.IsOwn ? Fix.Set(spec.Name, "Offset", offset.ToString()) : null,
                ((Rational)crop.DeclaredOffset).ToString(), offset.ToString(), because);
        }

        draft.CropOffset[layer] = offset.IsInteger ? (int)offset.Numerator : 0;

        void Report(string id, string? at, string? fix, params string[] rest) => draft.Report(new Finding(
            id, spec.Name, at, new[] { draft.Name(bottom), draft.Name(onto) }.Concat(rest), Fix: fix, Related: draft.Layers[onto].Name));
    }

    private static void Fusion(NetworkDraft draft, int layer, int position)
    {
        int first = draft.Bottoms[layer][0], other = draft.Bottoms[layer][position];
        CoordinateMap a = draft.Maps[first], b = draft.Maps[other];
        if (a == b) return;
        if (a.Stride != b.Stride)
        {
            StridesDiffer(draft, layer, "bottoms", position, other, first);
            return;
        }

        Rational offset = b.CropOffsetOnto(a);
        AlignmentFix? parity = offset.IsInteger ? null : AlignmentFix.Parity(draft, other, first, crop: false);
        string advice =
            !offset.IsInteger ? "no crop aligns them, since they are " + (offset < 0 ? -offset : offset) + " cells apart" + parity?.Advice
            : offset > 0 ? "crop " + draft.Name(other) + " onto " + draft.Name(first) + " (by " + offset + ")"
            : "crop " + draft.Name(first) + " onto " + draft.Name(other) + " (by " + -offset + ")";
        draft.Report(new Finding(
            DiagnosticIds.Misaligned, draft.Layers[layer].Name, "bottoms",
            EquatableArray.Of(draft.Name(layer), draft.Name(first), a.ToString(), draft.Name(other), b.ToString(), advice), position,
            parity?.Fix, draft.Layers[first].Name));
    }

    private static void StridesDiffer(NetworkDraft draft, int layer, string? argument, int position, int from, int target)
    {
        AlignmentFix? stride = AlignmentFix.Stride(draft, from, target);
        string fromStride = Derivation.Stride(draft, from), targetStride = Derivation.Stride(draft, target);
        draft.Report(new Finding(
            DiagnosticIds.StridesDiffer, draft.Layers[layer].Name, argument,
            EquatableArray.Of(draft.Name(layer), draft.Name(from), fromStride, draft.Name(target), targetStride,
                stride?.Advice ?? AlignmentFix.Enlarge(draft, from, target) ?? AlignmentFix.Enlarge(draft, target, from) ?? ""),
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
}
