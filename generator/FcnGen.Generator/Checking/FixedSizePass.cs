using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// In a network that takes pictures of one size every map has one size, and layers that depend on it get it: an inner product covers what it
/// reads.
/// </summary>
internal static class FixedSizePass
{
    public static void Run(NetworkDraft draft)
    {
        if (!draft.Spec.HasFixedSize) return;
        var sizes = new PerAxis<int>[draft.Layers.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            PerAxis<int> from = draft.StartOf(i) is >= 0 and var start ? sizes[start] : draft.Spec.FixedSize;
            LayerSpec layer = draft.Layers[i];
            if (from.Height >= 1 && from.Width >= 1) draft.Layers[i] = layer.Over(from);
            if (draft.Layers[i] != layer) ShapePass.Arguments(draft, i);
            sizes[i] = new(Held(draft.Layers[i].Size.Height.Of(from.Height)), Held(draft.Layers[i].Size.Width.Of(from.Width)));
        }
    }

    /// <summary>A size that the next rule can still compute with; the proof reports one that is not its own.</summary>
    private static int Held(int size) => Math.Max(-SizeProof.MaxSize, Math.Min(SizeProof.MaxSize, size));
}
