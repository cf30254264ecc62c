using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Lowering;

/// <summary>
/// Decides where each layer's value lives, so that crops, sums and concatenations cost nothing where they can: a crop is folded into
/// the convolution before it or becomes a window, a convolution that is only summed adds straight into the sum, and a layer that is
/// only concatenated writes straight into its slice.
/// </summary>
internal sealed class Placement
{
    private readonly CheckedNetwork _network;
    private readonly bool _training;
    private readonly List<int>[] _consumers;
    private readonly int[] _allConsumers; // of the whole network, so that every program folds the same crops
    private readonly Home[] _homes;

    /// <param name="network">The network.</param>
    /// <param name="live">The layers that the program computes.</param>
    /// <param name="training">True for a training pass, in which a layer that keeps another value than its own computes that first.</param>
    public Placement(CheckedNetwork network, ISet<int> live, bool training)
    {
        _network = network;
        _training = training;
        _consumers = network.Layers.Select(_ => new List<int>()).ToArray();
        foreach (int layer in live)
            foreach (int bottom in network.Layers[layer].Bottoms)
                _consumers[bottom].Add(layer);
        _allConsumers = new int[network.Layers.Count];
        foreach (int bottom in network.Layers.SelectMany(layer => layer.Bottoms)) _allConsumers[bottom]++;
        _homes = new Home[network.Layers.Count];
        for (int layer = network.Layers.Count - 1; layer >= 0; layer--)
            if (live.Contains(layer)) _homes[layer] = Place(layer);
    }

    /// <summary>Where a value lives: in the buffer that layer <paramref name="Owner"/> owns, at a window and a slice of it.</summary>
    /// <param name="Owner">The layer whose buffer it is.</param>
    /// <param name="Offset">Cells between the buffer's corner and the value's.</param>
    /// <param name="FirstChannel">First channel within the buffer.</param>
    /// <param name="FoldedCrop">Cells that the producing kernel leaves out at the top and the left.</param>
    /// <param name="SizeLayer">The layer whose height and width the stored value has.</param>
    public readonly record struct Home(int Owner, PerAxis<int> Offset, int FirstChannel, PerAxis<int> FoldedCrop, int SizeLayer);

    public Home this[int layer] => _homes[layer];

    /// <summary>Layers that read this one.</summary>
    public IReadOnlyList<int> Consumers(int layer) => _consumers[layer];

    /// <summary>True if the layer's value appears without a launch of its own: a folded crop, or a window onto its bottom.</summary>
    public bool IsView(int layer) => _network.Layers[layer].Spec is { Target: not null, HasActivation: false };

    /// <summary>True if the bottom's kernel itself adds into the sum, so that the sum need not.</summary>
    public bool AddsInto(int bottom, int sum) => _homes[bottom].Owner == _homes[sum].Owner;

    /// <summary>The layer that launches the kernel which writes this value: the layer itself, or the one before its folded crop.</summary>
    public int Producer(int layer) => IsView(layer) && Folds(layer) ? _network.Layers[layer].Bottoms[0] : layer;

    /// <summary>True if the kernel that writes an output can write its labels instead, the best class per cell, since nobody else reads the scores.</summary>
    public bool EndsInLabels(int output) =>
        _consumers[output].Count == 0 && _network.Layers[output].LabelRule!.IsArgMax && _network.Layers[Producer(output)].Spec is { EndsInLabels: true, Activation: null } && _homes[Producer(output)].Owner == output;

    private Home Place(int layer)
    {
        CheckedLayer checkedLayer = _network.Layers[layer];
        if (IsView(layer) && !Folds(layer)) return default; // resolved by Resolve, once its bottom has a home
        if (_consumers[layer].Count == 1 && !checkedLayer.IsOutput)
        {
            int consumer = _consumers[layer][0];
            LayerSpec reader = _network.Layers[consumer].Spec;
            if (IsView(consumer) && Folds(consumer)) return _homes[consumer] with { FoldedCrop = _network.Layers[consumer].CropOffset };
            if (_training && reader.KeepsValue) return new Home(layer, 0, 0, 0, layer);
            if (reader.Coefficient is { } coefficient && IsLinear(Producer(layer)) && coefficient(Position(consumer, layer)) == 1) return _homes[consumer] with { FoldedCrop = 0 };
            if (reader.Joins && Launches(Producer(layer)) && !IsInput(layer) && !Overwrites(reader, layer))
                return _homes[consumer] with { FirstChannel = _homes[consumer].FirstChannel + _network.SliceStart(consumer, Position(consumer, layer)), FoldedCrop = 0 };
        }

        return new Home(layer, 0, 0, 0, layer);
    }

    /// <summary>Gives windows their home; layers in order, so that a window of a window finds its bottom resolved.</summary>
    public void ResolveWindows(IEnumerable<int> live)
    {
        foreach (int layer in live)
        {
            if (!IsView(layer) || Folds(layer)) continue;
            CheckedLayer crop = _network.Layers[layer];
            Home bottom = _homes[crop.Bottoms[0]];
            _homes[layer] = bottom with { Offset = bottom.Offset.Plus(crop.CropOffset), SizeLayer = layer, FoldedCrop = 0 };
        }
    }

    /// <summary>True if the crop's bottom is a convolution of some kind that nobody else reads, which then computes the window only.</summary>
    private bool Folds(int crop)
    {
        int bottom = _network.Layers[crop].Bottoms[0];
        return _network.Layers[bottom].Spec.ComputesWindows && _allConsumers[bottom] == 1 && !_network.Layers[bottom].IsOutput;
    }

    private bool IsLinear(int layer) => _network.Layers[layer].Spec is { AddsToSums: true, HasActivation: false };

    private bool Launches(int layer) => !IsView(layer) && _network.Layers[layer].Spec.Coefficient is null;

    /// <summary>True if what follows a concatenation replaces a value that the gradient of the layer's own activation is told from.</summary>
    private bool Overwrites(LayerSpec reader, int layer) => _training && reader.HasActivation && _network.Layers[Producer(layer)].Spec.HasActivation;

    private bool IsInput(int layer) => _network.Layers[layer].Spec.Reads == Arity.Nothing;

    private int Position(int layer, int bottom) => _network.Layers[layer].Bottoms.ToList().IndexOf(bottom);
}
