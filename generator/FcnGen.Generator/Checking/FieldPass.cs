using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>The receptive field of every layer in exact rationals; of one whose place depends on the size of the picture, the largest.</summary>
internal static class FieldPass
{
    public static void Run(NetworkDraft draft)
    {
        int layer = 0;
        try
        {
            for (; layer < draft.Layers.Length; layer++) draft.Fields[layer] = new(Along(draft, layer, Axis.Height), Along(draft, layer, Axis.Width));
        }
        catch (OverflowException)
        {
            draft.Report(DiagnosticIds.BeyondProof, layer, Finding.Property, draft.Name(layer), "its receptive field needs numbers beyond 2^63");
        }
    }

    private static Rational? Along(NetworkDraft draft, int layer, Axis axis)
    {
        Rational field = 1;
        RationalRange stride = (Rational)1;
        int[] bottoms = draft.Bottoms[layer], sees = draft.Sources[layer] < 0 ? bottoms : [.. bottoms, draft.Sources[layer]];
        for (int i = 0; i < sees.Length; i++)
        {
            if (draft.Fields[sees[i]][axis] is not { } read) return null;
            if (read > field || i == 0) field = read;
        }

        if (bottoms.Length > 0) stride = draft.Maps[bottoms[draft.Anchor(layer)]][axis].Stride;
        LayerSpec spec = draft.Layers[layer];
        if (stride.Most is { } most) return spec.Field(field, most, axis);

        // Cells that move apart without end see a share of the picture that grows with it, unless the layer looks at one of them only.
        return spec.Field(field, 0, axis) is { } alone && alone == spec.Field(field, 1, axis) ? alone : null;
    }
}
