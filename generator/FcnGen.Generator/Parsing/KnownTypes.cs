using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>The runtime's types, recognised by name so that a metadata reference and source are the same.</summary>
internal static class KnownTypes
{
    public const string NetMarker = "FcnGen.FullyConvNetAttribute";
    public const string TrunkMarker = "FcnGen.FullyConvTrunkAttribute";

    private static readonly HashSet<string> s_layerAttributes =
    [
        "Input", "Conv", "Score", "InnerProduct", "Deconv", "MaxPool", "AvgPool", "Lrn", "Scale", "Crop", "CropToInput", "Sum", "Concat",
        "SoftmaxLoss", "Relu", "Dropout", "Output",
    ];

    /// <summary>True for the type <c>FcnGen.{name}</c>.</summary>
    public static bool Is(ITypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "FcnGen", ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name == name;

    /// <summary>True for an attribute that declares a layer.</summary>
    public static bool IsLayerAttribute(INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? t = type?.BaseType; t is not null; t = t.BaseType)
            if (Is(t, "LayerAttribute")) return true;
        return false;
    }

    /// <summary>True if an attribute of that written name may declare a layer, as far as the syntax tells.</summary>
    public static bool MayBeLayerAttribute(string name) => s_layerAttributes.Contains(name.EndsWith("Attribute", System.StringComparison.Ordinal)
        ? name.Substring(0, name.Length - "Attribute".Length) : name);

    /// <summary>The network or trunk marker of a class; null if it has neither.</summary>
    public static AttributeData? Marker(INamedTypeSymbol type) =>
        Attribute(type, "FullyConvNetAttribute") ?? Attribute(type, "FullyConvTrunkAttribute");

    /// <summary>The first attribute <c>FcnGen.{name}</c> of a symbol; null if it has none.</summary>
    public static AttributeData? Attribute(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
            if (Is(attribute.AttributeClass, name)) return attribute;
        return null;
    }

    /// <summary><c>Conv</c> for <c>ConvAttribute</c>.</summary>
    public static string ShortName(AttributeData attribute)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith("Attribute", System.StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
