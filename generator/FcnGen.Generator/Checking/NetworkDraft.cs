using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>What the passes have worked out so far, one entry per layer in each array. Lives within one check only.</summary>
internal sealed class NetworkDraft(NetworkSpec spec)
{
    public NetworkSpec Spec { get; } = spec;

    public LayerSpec[] Layers { get; } = [.. spec.Layers];

    /// <summary>Indices of the layers that feed each layer; set by <see cref="TopologyPass"/>.</summary>
    public int[][] Bottoms { get; } = [.. spec.Layers.Select(static _ => new int[0])];

    /// <summary>For a crop and the like the layer whose size it takes, else -1; set by <see cref="TopologyPass"/>.</summary>
    public int[] CropOnto { get; } = [.. spec.Layers.Select(static _ => -1)];

    /// <summary>The layer of which each reads a further output, else -1; set by <see cref="TopologyPass"/>.</summary>
    public int[] Sources { get; } = [.. spec.Layers.Select(static _ => -1)];

    /// <summary>The layer that a layer undoes; -1 for none.</summary>
    public int Undone(int layer) => Layers[layer].Source is { Undoes: true } ? Sources[layer] : -1;

    /// <summary>The layer whose size a layer starts from; -1 for an input.</summary>
    public int StartOf(int layer) =>
        CropOnto[layer] >= 0 ? CropOnto[layer]
        : Undone(layer) is >= 0 and var undone ? FirstBottom(undone)
        : FirstBottom(layer);

    /// <summary>The size of a layer along an axis, from those of the layers before it.</summary>
    public int SizeOf(int layer, Axis axis, int[] sizes, int side) => Layers[layer].Size[axis].Of(StartOf(layer) is >= 0 and var start ? sizes[start] : side);

    /// <summary>The position, among what a layer reads, of the first that lies somewhere: the others must lie where it does. 0 if none does.</summary>
    public int Anchor(int layer) => System.Math.Max(0, System.Array.FindIndex(Bottoms[layer], bottom => Maps[bottom].Height.Form != PositionForm.None));

    /// <summary>The layer whose grid a layer starts from; -1 for an input. Set by <see cref="CoordinatePass"/>.</summary>
    public int[] GridOf { get; } = [.. spec.Layers.Select(static _ => -1)];

    /// <summary>The layers from one to the input that its grid starts from, itself first.</summary>
    public IEnumerable<int> PathOf(int layer)
    {
        for (int i = layer; i >= 0; i = GridOf[i]) yield return i;
    }

    /// <summary>The losses that read a layer.</summary>
    public IEnumerable<LayerSpec> LossesOn(int layer) => Layers.Where((reader, i) => reader.Labels is not null && Bottoms[i][0] == layer);

    /// <summary>True if two layers lie alike down the rows and along them.</summary>
    public bool AreSquare(int layer, int other) => Maps[layer].IsSame && Maps[other].IsSame;

    /// <summary>Index of the first input; -1 if there is none.</summary>
    public int FirstInput { get; } = System.Array.FindIndex([.. spec.Layers], static l => l.Reads == Arity.Nothing);

    public bool[] IsOutput { get; } = new bool[spec.Layers.Count];

    /// <summary>Output channels; set by <see cref="ShapePass"/>.</summary>
    public int[] Channels { get; } = new int[spec.Layers.Count];

    /// <summary>What the values of each output are; set by <see cref="LabelPass"/>.</summary>
    public OutputValues[] Values { get; } = new OutputValues[spec.Layers.Count];

    /// <summary>Set by <see cref="CoordinatePass"/>; those that depend on the size get their ranges by <see cref="PositionPass"/>.</summary>
    public PerAxis<Position>[] Maps { get; } = new PerAxis<Position>[spec.Layers.Count];

    /// <summary>Null for the whole picture; set by <see cref="FieldPass"/>.</summary>
    public PerAxis<Rational?>[] Fields { get; } = new PerAxis<Rational?>[spec.Layers.Count];

    /// <summary>Shifts that are allowed, by the layer that lays others onto each other; set by <see cref="PositionPass"/>.</summary>
    public List<Shift>[] Shifts { get; } = [.. spec.Layers.Select(static _ => new List<Shift>())];

    /// <summary>Set by <see cref="CoordinatePass"/>.</summary>
    public PerAxis<int>[] CropOffset { get; } = new PerAxis<int>[spec.Layers.Count];

    /// <summary>Set by <see cref="SizeProof"/>.</summary>
    public PerAxis<int> SmallestSize { get; set; } = 1;

    /// <summary>Cells by which each layer grows per pixel, along the height and along the width. Set by <see cref="SizeProof"/>.</summary>
    public PerAxis<Rational[]> Growth { get; set; }

    /// <summary>True if a layer's grid came about by a resizing.</summary>
    public bool WasResized(int layer) => PathOf(layer).Any(i => Layers[i].Resamples);

    /// <summary>Pixels after which sizes repeat, each a whole number of cells larger; 0 where there is one size. Set by <see cref="SizeProof"/>.</summary>
    public PerAxis<int> Period { get; set; }

    public List<Finding> Findings { get; } = [];

    /// <summary>The name of a layer in messages: the one that weight files use.</summary>
    public string Name(int layer) => Layers[layer].CaffeName;

    /// <summary>True if everything lies alike down the rows and along them, so that one axis stands for both.</summary>
    public bool IsSquare => Spec.FixedSize.IsSame && Layers.All(static l => l.Size.IsSame) && Maps.All(static m => m.IsSame);

    public void Report(string id, int layer, string? argument, params string[] arguments) =>
        Findings.Add(new Finding(id, Layers[layer].Name, argument, arguments.ToEquatableArray()));

    public void Report(Finding finding) => Findings.Add(finding);

    public CheckedNetwork ToNetwork()
    {
        IEnumerable<CheckedLayer> layers = Layers.Select((layer, i) => new CheckedLayer(
            layer, Bottoms[i].ToEquatableArray(), Channels[i], Maps[i], Fields[i], CropOnto[i], CropOffset[i], Sources[i], StartOf(i), IsOutput[i])
        {
            Shifts = Shifts[i].ToEquatableArray(),
            Values = Values[i],
            LabelRule = IsOutput[i] ? layer.Labelling(Channels[i], Values[i]) : null,
        });
        return new CheckedNetwork(Spec, layers.ToEquatableArray(), SmallestSize);
    }

    private int FirstBottom(int layer) => Bottoms[layer].Length > 0 ? Bottoms[layer][0] : -1;
}
