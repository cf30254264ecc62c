using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>The inputs of a marked class, and how what is stored becomes each of them.</summary>
internal static class InputParser
{
    private static readonly string[] s_preprocessing = ["Order", "Mean", "Deviation", "InputScale"];

    /// <summary>What the class itself declares.</summary>
    public static PreprocessingSpec Preprocessing(FullyConvNetAttribute net) =>
        new(net.Order, (net.Mean ?? []).ToEquatableArray(), net.InputScale) { Deviation = (net.Deviation ?? []).ToEquatableArray() };

    /// <summary>The declared inputs, or the one that <c>Channels</c> stands for.</summary>
    public static List<LayerSpec> Inputs(
        INamedTypeSymbol type, AttributeReader marker, NetworkDeclarationAttribute written, IReadOnlyList<LayerSpec> declared, DeclarationForm form, List<Finding> findings)
    {
        List<LayerSpec> inputs = [.. declared];
        int channels = written.Channels;
        string? reason =
            form == DeclarationForm.Trunk && inputs.Count > 0 ? "a trunk has one input, which Channels declares"
            : channels > 0 && inputs.Count > 0
                ? "it declares Channels = " + channels.ToString(CultureInfo.InvariantCulture) + " and also input " + inputs[0].Name
            : marker.Has("Channels") && channels < 1 ? "Channels is " + channels.ToString(CultureInfo.InvariantCulture)
            : channels < 1 && inputs.Count == 0 ? "it declares neither Channels nor a property with [Input]"
            : null;
        if (reason is not null)
        {
            string? argument = marker.Has("Channels") ? "Channels" : null;
            findings.Add(new Finding(DiagnosticIds.UnclearInput, null, argument, EquatableArray.Of(type.Name, reason)));
        }

        if (reason is null) CheckPreprocessing(type, marker, inputs, findings);
        if (inputs.Count == 0) inputs.Add(new InputSpec(new LayerHead(TrunkParser.ImplicitInput, TrunkParser.ImplicitInput, IsOwn: false), channels));
        return inputs;
    }

    /// <summary>The class speaks of one input; several, or one that speaks for itself, leave it open which is meant.</summary>
    private static void CheckPreprocessing(INamedTypeSymbol type, AttributeReader marker, IReadOnlyList<LayerSpec> inputs, List<Finding> findings)
    {
        if (s_preprocessing.FirstOrDefault(marker.Has) is not { } argument) return;
        string ofInput = argument == "InputScale" ? "Scale" : argument;
        string? reason =
            inputs.Count > 1 ? "it declares " + argument + " for " + inputs.Count.ToString(CultureInfo.InvariantCulture) + " inputs; give each its own, as in [Input(3, " + ofInput + " = ...)]"
            : inputs.Count == 1 && inputs[0].Preprocessing is not null ? "both the class and input " + inputs[0].Name + " declare how it is made; move " + argument + " to [Input], as " + ofInput
            : null;
        if (reason is not null) findings.Add(new Finding(DiagnosticIds.UnclearInput, null, argument, EquatableArray.Of(type.Name, reason)));
    }
}
