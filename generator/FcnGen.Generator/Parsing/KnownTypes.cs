using FcnGen.Generator.Kinds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>The runtime's types, recognised by name so that a metadata reference and source are the same.</summary>
internal static class KnownTypes
{
    public const string NetMarker = "FcnGen.FullyConvNetAttribute";
    public const string TrunkMarker = "FcnGen.FullyConvTrunkAttribute";

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

    /// <summary>True if an attribute may declare a layer, as far as its name tells.</summary>
    public static bool MayBeLayerAttribute(AttributeSyntax attribute) => ShortName(attribute) is var name && (name == "Output" || LayerKinds.Find(name) is not null);

    /// <summary>True if an attribute may mark a network or a trunk, as far as its name tells.</summary>
    public static bool MayBeMarker(AttributeSyntax attribute) => ShortName(attribute) is "FullyConvNet" or "FullyConvTrunk";

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
