using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Parsing;

/// <summary>The layers of a trunk as a network knows them: by names with the suffix, and fed by what the network says.</summary>
/// <param name="layers">The layers as the trunk has them.</param>
/// <param name="suffix">Appended to every name.</param>
/// <param name="feed">The input or the layer that feeds the trunk.</param>
internal sealed class TrunkRenaming(List<LayerSpec> layers, string suffix, LayerSpec feed)
{
    private readonly HashSet<string> _names = [.. layers.Select(static l => l.Name)];

    /// <summary>The layers, the pad of the first convolution replaced where <paramref name="firstPad"/> is not negative.</summary>
    public IReadOnlyList<LayerSpec> Adapt(int trunk, int firstPad, bool frozen)
    {
        List<LayerSpec> adapted = [];
        bool padded = firstPad < 0;
        foreach (LayerSpec layer in layers)
        {
            LayerSpec renamed = Renamed(layer, trunk, isFirst: adapted.Count == 0);
            if (renamed.IsConvolution && !padded)
            {
                renamed = renamed.With(renamed.Window!.With(a => a.Padded(firstPad)));
                padded = true;
            }

            adapted.Add(frozen ? renamed.Frozen() : renamed);
        }

        return adapted;
    }

    private LayerSpec Renamed(LayerSpec layer, int trunk, bool isFirst)
    {
        LayerHead head = layer.Head with
        {
            Name = layer.Name + suffix, CaffeName = layer.CaffeName + suffix.ToLowerInvariant(), Trunk = trunk,
            Bottoms = isFirst && layer.Bottoms.Count == 0 ? EquatableArray.Of(feed.Name) : layer.Bottoms.Select(Rename).ToEquatableArray(),
            Place = layer.Head.Place is not { } place ? null : place with { Use = place.Use + suffix },
        };

        // Where a layer feeds the trunk, "the input" of its crops is that layer and not the picture.
        LayerSpec renamed = layer.Renamed(head, Rename, feed.Name);
        return feed.Reads == Arity.Nothing ? renamed : renamed.BelowLayer();
    }

    private string Rename(string bottom) => _names.Contains(bottom) ? bottom + suffix : bottom == TrunkParser.ImplicitInput ? feed.Name : bottom;
}
