using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes the table of parameters. Weights themselves are never emitted: they live in files.</summary>
internal static class ParameterEmitter
{
    /// <summary>Values in a layer's parameters as weight files store them.</summary>
    public static long Count(CheckedNetwork network, CheckedLayer layer) => layer.Spec switch
    {
        ConvSpec conv => Taps(network, layer) + (conv.Bias ? conv.Outputs : 0),
        DeconvSpec deconv => Taps(network, layer) + (deconv.Bias ? deconv.Outputs : 0),
        ScaleSpec => layer.Channels,
        _ => 0,
    };

    /// <summary>Multiplications per cell: outputs × inputs/groups × k².</summary>
    public static long Taps(CheckedNetwork network, CheckedLayer layer)
    {
        if (layer.Bottoms.Count == 0) return 0;
        long inputs = network.Layers[layer.Bottoms[0]].Channels;
        return layer.Spec switch
        {
            ConvSpec conv => conv.Outputs * (inputs / conv.Groups) * conv.Kernel * conv.Kernel,
            DeconvSpec deconv => inputs * (deconv.Outputs / deconv.Groups) * deconv.Kernel * deconv.Kernel,
            _ => 0,
        };
    }

    /// <summary>The entries of a layer.</summary>
    public static IEnumerable<string> Infos(CheckedNetwork network, CheckedLayer layer)
    {
        string name = layer.Spec.CaffeName;
        int inputs = layer.Bottoms.Count == 0 ? 0 : network.Layers[layer.Bottoms[0]].Channels;
        switch (layer.Spec)
        {
            case ConvSpec conv:
                yield return Weight(name, "Conv", [conv.Outputs, inputs / conv.Groups, conv.Kernel, conv.Kernel], conv.Groups, conv.Parameters);
                if (conv.Bias) yield return Bias(name, conv.Outputs, conv.Parameters);
                break;
            case DeconvSpec { Bilinear: true } deconv:
                yield return Entry(
                    name + ".weight", "Deconv", [inputs, deconv.Outputs / deconv.Groups, deconv.Kernel, deconv.Kernel],
                    Groups(deconv.Groups), "Filler = Filler.Bilinear", "IsFixed = true");
                break;
            case DeconvSpec deconv:
                ParameterSpec parameters = deconv.Parameters with { Filler = deconv.FillerFor(inputs) };
                yield return Weight(name, "Deconv", [inputs, deconv.Outputs / deconv.Groups, deconv.Kernel, deconv.Kernel], deconv.Groups, parameters);
                if (deconv.Bias) yield return Bias(name, deconv.Outputs, deconv.Parameters);
                break;
            case ScaleSpec scale:
                yield return Entry(
                    name + ".weight", "Vector", [layer.Channels], "Filler = Filler.Constant", "FillerValue = " + Literals.Double(scale.Factor), "IsFixed = true");
                break;
        }
    }

    private static string Weight(string name, string layout, int[] shape, int groups, ParameterSpec parameters) => Entry(
        name + ".weight", layout, shape, Groups(groups), "Filler = Filler." + parameters.Filler,
        parameters.Filler is Filler.Constant or Filler.Gaussian ? "FillerValue = " + Literals.Double(parameters.FillerValue) : "",
        Frozen(parameters), Multiplier("LrMult", parameters.LrMult), Multiplier("DecayMult", parameters.DecayMult));

    private static string Bias(string name, int outputs, ParameterSpec parameters) => Entry(
        name + ".bias", "Vector", [outputs],
        parameters.BiasValue == 0 ? "Filler = Filler.Zero" : "Filler = Filler.Constant, FillerValue = " + Literals.Double(parameters.BiasValue),
        Frozen(parameters), Multiplier("LrMult", parameters.BiasLrMult), Multiplier("DecayMult", parameters.BiasDecayMult));

    private static string Entry(string name, string layout, int[] shape, params string[] options) =>
        "new() { Name = " + Literals.Text(name) + ", Layout = ParameterLayout." + layout + ", Shape = ["
        + string.Join(", ", shape.Select(extent => Literals.Int(extent))) + "], " + string.Join(", ", options.Where(option => option.Length > 0)) + " },";

    private static string Groups(int groups) => groups == 1 ? "" : "Groups = " + Literals.Int(groups);

    private static string Frozen(ParameterSpec parameters) => parameters.Frozen ? "Frozen = true" : "";

    private static string Multiplier(string name, double value) => value == 1 ? "" : name + " = " + Literals.Double(value);
}
