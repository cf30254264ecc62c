using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes the table of parameters. Weights themselves are never emitted: they live in files.</summary>
internal static class ParameterEmitter
{
    /// <summary>Values in a layer's parameters as weight files store them.</summary>
    public static long Count(CheckedNetwork network, CheckedLayer layer) => network.Parameters(layer).Sum(static parameter => parameter.Count);

    /// <summary>The entries of a layer.</summary>
    public static IEnumerable<IEnumerable<string>> Infos(CheckedNetwork network, CheckedLayer layer) =>
        network.Parameters(layer).Select(parameter => Entry(layer.Spec.CaffeName + "." + parameter.Name, parameter));

    /// <summary>The member of <c>LayerParameters</c> that holds a parameter.</summary>
    public static string Member(string name) => name switch
    {
        ParameterNames.Weight => ".Weight",
        ParameterNames.Bias => ".Bias",
        _ => "[" + Literals.Text(name) + "]",
    };

    /// <summary>The members of the description of a parameter.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="parameter">What it is.</param>
    public static IEnumerable<string> Entry(string name, ParameterEntry parameter)
    {
        string[] members =
        [
            "Name = " + Literals.Text(name),
            Element(parameter.Element),
            "Layout = global::FcnGen.ParameterLayout." + parameter.Layout,
            "Shape = [" + string.Join(", ", parameter.Shape.Select(static extent => Literals.Int(extent))) + "]",
            parameter.Groups == 1 ? "" : "Groups = " + Literals.Int(parameter.Groups),
            "Filler = global::FcnGen.Filler." + parameter.Filler,
            parameter.Filler is Filler.Constant or Filler.Gaussian ? "FillerValue = " + Literals.Double(parameter.FillerValue) : "",
            parameter.Role == ParameterRole.Trained ? "" : "Role = global::FcnGen.ParameterRole." + parameter.Role,
            parameter.Frozen ? "Frozen = true" : "",
            parameter.Role == ParameterRole.RunningStatistic ? "AverageRate = " + Literals.Double(parameter.AverageRate) : "",
            Multiplier("LrMult", parameter.LrMult),
            Multiplier("DecayMult", parameter.DecayMult),
        ];
        return members.Where(static member => member.Length > 0);
    }

    /// <summary>What says the type of the values: nothing for the one that a parameter has which says none.</summary>
    private static string Element(ElementType element) => element switch
    {
        ElementType.Float32 => "",
        _ => throw new InvalidOperationException("There is no text for a parameter of the type " + element + "."),
    };

    private static string Multiplier(string name, double value) => value == 1 ? "" : name + " = " + Literals.Double(value);
}
