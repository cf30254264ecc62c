using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>The runtime's types, recognised by name so that a metadata reference and source are the same.</summary>
internal static class KnownTypes
{
    public const string NetMarker = "FcnGen.FullyConvNetAttribute";
    public const string TrunkMarker = "FcnGen.FullyConvTrunkAttribute";
    public const string BlockMarker = "FcnGen.FullyConvBlockAttribute";

    /// <summary>The short name of the attribute that stands for the layers of a block.</summary>
    public const string Use = "Block";

    /// <summary>The markers, of which the first counts.</summary>
    private static readonly string[] s_markers = ["FullyConvNetAttribute", "FullyConvTrunkAttribute", "FullyConvBlockAttribute"];

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

    /// <summary>True for an attribute that stands beside that of a layer and says what its network does with it.</summary>
    public static bool IsMark(INamedTypeSymbol? type) => Is(type, "OutputAttribute") || Is(type, "ThresholdAttribute");

    /// <summary>True if an attribute may declare a layer, as far as its name tells.</summary>
    public static bool MayBeLayerAttribute(AttributeSyntax attribute) => ShortName(attribute) is var name && (name is "Output" or "Threshold" or Use || LayerKinds.Find(name) is not null);

    /// <summary>True if an attribute may mark a network, a trunk or a block, as far as its name tells.</summary>
    public static bool MayBeMarker(AttributeSyntax attribute) => ShortName(attribute) is "FullyConvNet" or "FullyConvTrunk" or "FullyConvBlock";

    /// <summary>The network's, trunk's or block's marker of a class; null if it has none.</summary>
    public static AttributeData? Marker(INamedTypeSymbol type) => Markers(type).FirstOrDefault();

    /// <summary>The markers of a class, one of each kind; more than one is an error.</summary>
    public static IEnumerable<AttributeData> Markers(INamedTypeSymbol type) => s_markers.Select(name => Attribute(type, name)).OfType<AttributeData>();

    /// <summary>What a marker makes of a class.</summary>
    public static DeclarationForm Form(AttributeData? marker) =>
        Is(marker?.AttributeClass, "FullyConvTrunkAttribute") ? DeclarationForm.Trunk
        : Is(marker?.AttributeClass, "FullyConvBlockAttribute") ? DeclarationForm.Block : DeclarationForm.Network;

    /// <summary>True for the attribute that stands for the layers of a block.</summary>
    public static bool IsUse(AttributeData attribute) => Is(attribute.AttributeClass, "BlockAttribute");

    /// <summary>The first attribute <c>FcnGen.{name}</c> of a symbol; null if it has none.</summary>
    public static AttributeData? Attribute(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
            if (Is(attribute.AttributeClass, name)) return attribute;
        return null;
    }

    /// <summary><c>Conv</c> for <c>ConvAttribute</c>.</summary>
    public static string ShortName(AttributeData attribute) => WithoutEnding(attribute.AttributeClass?.Name ?? "");

    /// <summary>The kind of layer that an attribute declares; null for a class that the compiler does not know.</summary>
    public static LayerKind? LayerKind(AttributeData attribute) =>
        LayerKinds.Find(ShortName(attribute)) is { } kind && Is(attribute.AttributeClass, kind.Attribute.Name) ? kind : null;

    /// <summary><c>Conv</c> for <c>[Conv]</c>, <c>[ConvAttribute]</c> and <c>[FcnGen.Conv]</c> as they are written.</summary>
    public static string ShortName(AttributeSyntax attribute) => WithoutEnding(attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    });

    private static string WithoutEnding(string name) =>
        name.EndsWith("Attribute", System.StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
}
