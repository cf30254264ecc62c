using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>What must hold between the sizes of layers: crops fit, what is fused is equal, a loss has the size of its labels.</summary>
/// <param name="draft">The network.</param>
/// <param name="axis">Height or width.</param>
/// <param name="sizes">The size of every layer along it, as the proof works it out for a side.</param>
/// <param name="along">Says of a side along which axis it is, where they differ.</param>
internal sealed class SizeRelations(NetworkDraft draft, Axis axis, int[] sizes, string along)
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
                    holdsFor(side), ""),
                Related: draft.Layers[draft.CropOnto[layer]].Name));
            return false;
        }

        if (draft.Undone(layer) is >= 0 and var undone) return Equal(undone, bottoms[0], spec.Source!.Argument, -1);
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
                EquatableArray.Of(draft.Name(layer), Text(side) + along, draft.Name(first), Count(sizes[first], "cell"), draft.Name(other),
                    Text(sizes[other]), holdsFor(side), ""),
                position, Related: draft.Layers[first].Name));
            return false;
        }
    }
}
