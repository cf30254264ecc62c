using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>A network that passed every check, with everything that the checks worked out.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Layers">One entry per layer of the declaration, same order.</param>
/// <param name="SmallestSize">Smallest picture side from which every height and width is proven to work.</param>
internal sealed record CheckedNetwork(NetworkSpec Spec, EquatableArray<CheckedLayer> Layers, int SmallestSize);

/// <summary>A layer with its place in the network.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Bottoms">Indices of the layers that feed it; each smaller than its own.</param>
/// <param name="Channels">Output channels; for a loss, the classes that it reads.</param>
/// <param name="Map">Where its cells lie in the input picture.</param>
/// <param name="ReceptiveField">Side of the input square that one cell sees.</param>
/// <param name="CropOnto">For a crop: index of the layer whose position and size it takes; else -1.</param>
/// <param name="CropOffset">For a crop: the computed offset; else 0.</param>
/// <param name="IsOutput">True if users can read it from a forward pass.</param>
internal sealed record CheckedLayer(
    LayerSpec Spec, EquatableArray<int> Bottoms, int Channels, CoordinateMap Map, Rational ReceptiveField,
    int CropOnto, int CropOffset, bool IsOutput)
{
    public string Name => Spec.Name;
}
