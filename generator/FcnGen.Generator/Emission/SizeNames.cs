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
            string bottom = layer.Spec is InputSpec ? input : _names[layer.CropOnto >= 0 ? layer.CropOnto : layer.Bottoms[0]];
            string? rule = Rule(layer.Spec);
            _names[i] = rule is null ? bottom : layer.Name;
            if (rule is not null) _fields.Add((layer.Name, bottom + rule));
        }
    }

    public string this[int layer] => _names[layer];

    /// <summary>Each field with the expression that computes it from the ones before.</summary>
    public IReadOnlyList<(string Name, string Expression)> Fields => _fields;

    private static string? Rule(LayerSpec spec) => spec switch
    {
        ConvSpec { Stride: 1 } conv when SizeRules.Extent(conv.Kernel, conv.Dilation) == 2 * conv.Pad + 1 => null,
        ConvSpec conv => ".Conv(" + Window(conv.Kernel, conv.Stride, conv.Pad) + (conv.Dilation == 1 ? "" : ", dilation: " + Literals.Int(conv.Dilation)) + ")",
        DeconvSpec deconv => ".Deconv(" + Window(deconv.Kernel, deconv.Stride, deconv.Pad) + ")",
        PoolSpec pool => (pool.Rounding == Rounding.Ceil ? ".PoolCeil(" : ".PoolFloor(") + Window(pool.Kernel, pool.Stride, pool.Pad) + ")",
        _ => null,
    };

    private static string Window(int kernel, int stride, int pad) =>
        "kernel: " + Literals.Int(kernel) + (stride == 1 ? "" : ", stride: " + Literals.Int(stride)) + (pad == 0 ? "" : ", pad: " + Literals.Int(pad));
}
