using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>What must hold between the sizes of layers: crops fit, what is fused is equal, a loss has the size of its labels.</summary>
/// <param name="draft">The network.</param>
/// <param name="axis">Height or width.</param>
/// <param name="sizes">The size of every layer along it, as the proof works it out for a side.</param>
/// <param name="growth">Cells by which each layer grows per pixel.</param>
/// <param name="along">Says of a side along which axis it is, where they differ.</param>
internal sealed class SizeRelations(NetworkDraft draft, Axis axis, int[] sizes, Rational[] growth, string along)
{
    private readonly bool[] _failed = new bool[sizes.Length];

    /// <summary>Reports each layer once, at the first side at which it fails.</summary>
    /// <param name="side">The picture's side.</param>
    /// <param name="holdsFor">The sides for which the same is true, in words.</param>
    public void Check(int side, Func<int, string> holdsFor)
    {
        for (int i = 0; i < sizes.Length; i++)
            if (!_failed[i]) _failed[i] = !Holds(i, side, holdsFor);
    }

    /// <summary>True if what holds at all sides so far will not at larger ones, since one layer outgrows another.</summary>
    public bool WillFail()
    {
        for (int i = 0; i < sizes.Length; i++)
            if (!_failed[i] && Outgrowing(i) == Growing.Fails) return true;
        return false;
    }

    /// <summary>
    /// What becomes of what a layer asks of sizes, as pictures grow: of layers that must have one size, one may outgrow the other, and a crop what
    /// it is cut from, or the other way round.
    /// </summary>
    private Growing Outgrowing(int layer)
    {
        if (draft.Spec.HasFixedSize) return Growing.Alike;
        int[] bottoms = draft.Bottoms[layer];
        LayerSpec spec = draft.Layers[layer];
        if (spec.Target is not null) return growth[bottoms[0]] < growth[layer] ? Growing.Fails : growth[bottoms[0]] > growth[layer] ? Growing.Holds : Growing.Alike;
        bool alike = spec.ReadsOneCell ? growth[bottoms[0]] == 0
            : draft.Undone(layer) is >= 0 and var undone ? growth[bottoms[0]] == growth[undone]
            : spec.Labels is not null ? growth[bottoms[0]] == 1
            : spec.Reads != Arity.Several || Array.TrueForAll(bottoms, bottom => growth[bottom] == growth[bottoms[0]]);
        return alike ? Growing.Alike : Growing.Fails;
    }

    private bool Holds(int layer, int side, Func<int, string> holdsFor)
    {
        int[] bottoms = draft.Bottoms[layer];
        LayerSpec spec = draft.Layers[layer];
        int offset = draft.CropOffset[layer][axis];
        if (spec.Target is { } target && sizes[bottoms[0]] - offset < sizes[layer])
        {
            int from = sizes[bottoms[0]];
            draft.Report(new Finding(
                DiagnosticIds.CropBounds, spec.Name, target.IsInput ? null : "Onto",
                EquatableArray.Of(
                    draft.Name(bottoms[0]), draft.Name(draft.CropOnto[layer]), Text(side) + along, Count(from, "cell"), Text(offset), Text(from - offset), Text(sizes[layer]),
                    Others(), ""),
                Related: draft.Layers[draft.CropOnto[layer]].Name));
            return false;
        }

        if (draft.Undone(layer) is >= 0 and var undone) return Equal(undone, bottoms[0], spec.Source!.Argument, -1);
        if (spec.ReadsOneCell && sizes[bottoms[0]] != 1)
        {
            draft.Report(
                DiagnosticIds.NotOneCell, layer, spec.Bottoms.Count > 0 ? "From" : null, draft.Name(layer), draft.Name(bottoms[0]), Text(side) + along,
                Count(sizes[bottoms[0]], "cell"));
            return false;
        }

        if (spec.Labels is not null) return Equal(draft.FirstInput, bottoms[0], spec.Bottoms.Count > 0 ? "From" : null, -1);
        if (spec.Reads != Arity.Several) return true;
        for (int i = 1; i < bottoms.Length; i++)
            if (!Equal(bottoms[0], bottoms[i], "bottoms", i)) return false;
        return true;

        string Others() => holdsFor(side) + Outgrowing(layer) switch { Growing.Fails => ", for most n", Growing.Holds => ", for some n", _ => "" };

        bool Equal(int first, int other, string? argument, int position)
        {
            if (sizes[first] == sizes[other]) return true;
            draft.Report(new Finding(
                DiagnosticIds.SizesDiffer, draft.Layers[layer].Name, argument,
                EquatableArray.Of(draft.Name(layer), Text(side) + along, draft.Name(first), Count(sizes[first], "cell"), draft.Name(other),
                    Text(sizes[other]), Others(), ""),
                position, Related: draft.Layers[first].Name));
            return false;
        }
    }

    /// <summary>What becomes of a relation between sizes as pictures grow.</summary>
    private enum Growing
    {
        /// <summary>It is the same one period on.</summary>
        Alike,

        /// <summary>It holds from some side on.</summary>
        Holds,

        /// <summary>It fails from some side on.</summary>
        Fails,
    }
}
