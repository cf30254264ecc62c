using System.Collections.Generic;
using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>A network that passed every check, with everything that the checks worked out.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Layers">One entry per layer of the declaration, same order.</param>
/// <param name="SmallestSize">Height and width from which every size is proven to work; of a network of one size, that size.</param>
internal sealed record CheckedNetwork(NetworkSpec Spec, EquatableArray<CheckedLayer> Layers, PerAxis<int> SmallestSize)
{
    /// <summary>The parameters of a layer, in the order of weight files; that of its activation is the last.</summary>
    public EquatableArray<ParameterEntry> Parameters(CheckedLayer layer) => layer.Spec.ActivationParameter(layer.Channels) is { } learned
        ? OwnParameters(layer).Append(learned).ToEquatableArray() : OwnParameters(layer);

    /// <summary>The parameters of a layer but for that of its activation.</summary>
    public EquatableArray<ParameterEntry> OwnParameters(CheckedLayer layer) => layer.Spec.Parameters(Inputs(layer), layer.Channels);

    /// <summary>The channels of the first layer that a layer reads; 0 for an input.</summary>
    public int Inputs(CheckedLayer layer) => layer.Bottoms.Count == 0 ? 0 : Layers[layer.Bottoms[0]].Channels;

    /// <summary>The first channel, within what a layer joins, of one of the layers that it reads.</summary>
    public int SliceStart(int layer, int position)
    {
        int start = 0;
        for (int i = 0; i < position; i++) start += Layers[Layers[layer].Bottoms[i]].Channels;
        return start;
    }

    /// <summary>The height, or the width, of every layer for a picture of so many pixels along that axis.</summary>
    public int[] Sizes(Axis axis, int side)
    {
        var sizes = new int[Layers.Count];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Layers[i].Spec.Size[axis].Of(Layers[i].Start is >= 0 and var start ? sizes[start] : side);
        }

        return sizes;
    }
}

/// <summary>How far a layer lies from another one that it is laid onto.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Onto">The other one.</param>
/// <param name="Pixels">How far to the bottom and to the right, over all cells and sizes.</param>
internal sealed record Shift(int Layer, int Onto, PerAxis<RationalRange> Pixels);

/// <summary>A layer with its place in the network.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Bottoms">Indices of the layers that feed it; each smaller than its own.</param>
/// <param name="Channels">Output channels; for a loss, the classes that it reads.</param>
/// <param name="Map">Where its cells lie in the input picture.</param>
/// <param name="ReceptiveField">Height and width of the part of the input that one cell sees, at most; null for the whole picture.</param>
/// <param name="CropOnto">For a crop and the like: index of the layer whose size it takes; else -1.</param>
/// <param name="CropOffset">For a crop: the computed offset; else 0.</param>
/// <param name="Source">Index of the layer of which it reads a further output; -1 for none.</param>
/// <param name="Start">Index of the layer whose size it starts from; -1 for an input.</param>
/// <param name="IsOutput">True if users can read it from a forward pass.</param>
internal sealed record CheckedLayer(
    LayerSpec Spec, EquatableArray<int> Bottoms, int Channels, PerAxis<Position> Map, PerAxis<Rational?> ReceptiveField,
    int CropOnto, PerAxis<int> CropOffset, int Source, int Start, bool IsOutput)
{
    /// <summary>What the author allows to be shifted where this layer lays it onto each other.</summary>
    public EquatableArray<Shift> Shifts { get; init; }

    /// <summary>What its values are, where it is an output.</summary>
    public OutputValues Values { get; init; }

    /// <summary>How it becomes labels, where it is an output; else null.</summary>
    public LabelRule? LabelRule { get; init; }

    public string Name => Spec.Name;

    public string Member => Spec.Member;

    /// <summary>The layers of which it reads the value or a further output.</summary>
    public IEnumerable<int> Feeds => Source < 0 ? Bottoms : Bottoms.Append(Source);
}
