using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Emission;

/// <summary>Which field of the generated <c>Sizes</c> holds a layer's height and width: layers that keep the size share their bottom's.</summary>
internal sealed class SizeNames
{
    private readonly string[] _names;
    private readonly List<(string Name, string Expression)> _fields = [];

    public SizeNames(CheckedNetwork network)
    {
        string input = network.Layers.Any(layer => layer.Name == "Input") ? "Input_" : "Input";
        _fields.Add((input, "new(height, width)"));
        _names = new string[network.Layers.Count];
        for (int i = 0; i < _names.Length; i++)
        {
            CheckedLayer layer = network.Layers[i];
            string bottom = layer.Start < 0 ? input : _names[layer.Start];
            // A loss has no map.
            bool shares = layer.Spec.KeepsSize || layer.Spec.Labels is not null;
            _names[i] = shares ? bottom : layer.Name;
            if (!shares) _fields.Add((layer.Name, SizeRuleText.Map(Names.Own(bottom), layer.Spec.Size)));
        }
    }

    public string this[int layer] => _names[layer];

    /// <summary>Each field with the expression that computes it from the ones before.</summary>
    public IReadOnlyList<(string Name, string Expression)> Fields => _fields;
}
