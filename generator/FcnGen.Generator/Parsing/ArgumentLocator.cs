using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>Finds where (layer, argument, index) stands in the source. No location ever enters a model.</summary>
internal static class ArgumentLocator
{
    private static readonly string[] s_sides = ["Height", "Width", "Top", "Bottom", "Left", "Right"];

    /// <summary>The argument if it is written; else its attribute; else the name of the property or the class.</summary>
    public static Location Locate(INamedTypeSymbol type, string? layer, string? argument, int index, CancellationToken cancellationToken)
    {
        if (layer is null) return InClass(type, argument, index, cancellationToken) ?? type.Locations[0];

        IPropertySymbol? property = type.GetMembers(layer).OfType<IPropertySymbol>().FirstOrDefault();

        // Where the author wrote a body, the definition is generated.
        if (property is { PartialImplementationPart: { } body } && !ReservedNames.IsWritten(property)) property = body;
        if (property is null) return OfTrunkLayer(type, layer, cancellationToken) ?? type.Locations[0];
        return (argument == Finding.Property ? null : InProperty(property, argument, index, cancellationToken)) ?? property.Locations[0];
    }

    private static Location? InProperty(IPropertySymbol property, string? argument, int index, CancellationToken cancellationToken)
    {
        // The layer's own attribute first, then its modifiers.
        List<AttributeData> attributes =
        [
            .. property.GetAttributes().Where(static a => KnownTypes.IsLayerAttribute(a.AttributeClass) || KnownTypes.IsMark(a.AttributeClass) || KnownTypes.Is(a.AttributeClass, "WhenAttribute"))
                .OrderBy(static a => KnownTypes.LayerKind(a) is { IsModifier: true } ? 1 : KnownTypes.ShortName(a) is "Output" or "Threshold" or "When" ? 2 : 0),
        ];
        if (argument is not null)
        {
            // Attributes beside each other may have arguments of one name; that of a modifier then comes with its attribute: PRelu.LrMult.
            int dot = argument.IndexOf('.');
            if (dot > 0 && attributes.FindAll(a => KnownTypes.ShortName(a) == argument.Substring(0, dot)) is { Count: > 0 } meant)
            {
                attributes = meant;
                argument = argument.Substring(dot + 1);
            }

            // A finding about two kinds on one property names the one too many.
            if (attributes.FirstOrDefault(a => KnownTypes.ShortName(a) == argument) is { } named)
                return Syntax(named, cancellationToken)?.GetLocation();
            foreach (string name in Names(argument))
                foreach (AttributeData attribute in attributes)
                    if (Argument(attribute, name, index, cancellationToken) is { } found) return found;
        }

        return attributes.Count == 0 ? null : Syntax(attributes[0], cancellationToken)?.GetLocation();
    }

    /// <summary>An argument for one axis or side, and the one for all of them, which stands for it where it is not written.</summary>
    private static IEnumerable<string> Names(string argument)
    {
        yield return argument;
        foreach (string side in s_sides)
            if (argument.Length > side.Length && argument.EndsWith(side, StringComparison.Ordinal)) yield return argument.Substring(0, argument.Length - side.Length);
    }

    private static Location? InClass(INamedTypeSymbol type, string? argument, int index, CancellationToken cancellationToken)
    {
        if (argument is null) return KnownTypes.Marker(type) is { } marker ? NameOfMarkedPart(marker, cancellationToken) : null;

        // A trunk's argument comes with the index of the trunk; the attribute itself stands in for an argument that is not written.
        if (index >= 0 && argument != "parameters")
        {
            AttributeData? trunk = type.GetAttributes().Where(static a =>
                KnownTypes.Is(a.AttributeClass, "TrunkAttribute")).ElementAtOrDefault(index);
            return trunk is null ? null : Argument(trunk, argument, -1, cancellationToken)
                ?? Syntax(trunk, cancellationToken)?.GetLocation();
        }

        if (argument.StartsWith(Finding.Budget, StringComparison.Ordinal))
        {
            AttributeData? budget = KnownTypes.Attribute(type, "MemoryBudgetAttribute");
            return budget is null ? null
                : Argument(budget, argument.Substring(Finding.Budget.Length), index, cancellationToken) ?? Syntax(budget, cancellationToken)?.GetLocation();
        }

        foreach (AttributeData attribute in type.GetAttributes())
            if (Argument(attribute, argument, index, cancellationToken) is { } found) return found;
        return null;
    }

    /// <summary>The identifier of the part that has the marker; a class may have several.</summary>
    private static Location? NameOfMarkedPart(AttributeData marker, CancellationToken cancellationToken) =>
        (Syntax(marker, cancellationToken)?.Parent?.Parent as TypeDeclarationSyntax)?.Identifier.GetLocation();

    private static Location? OfTrunkLayer(INamedTypeSymbol type, string layer, CancellationToken cancellationToken)
    {
        foreach (AttributeData attribute in type.GetAttributes().Where(static a => KnownTypes.Is(a.AttributeClass, "TrunkAttribute")))
        {
            var reader = new AttributeReader(attribute);
            string suffix = reader.String("Suffix") ?? "";
            if (!layer.EndsWith(suffix, StringComparison.Ordinal)) continue;
            if (reader.Type(0)?.GetMembers(layer.Substring(0, layer.Length - suffix.Length)).Length > 0)
                return Syntax(attribute, cancellationToken)?.GetLocation();
        }

        // The implicit input is declared by Channels on the class.
        return layer == TrunkParser.ImplicitInput ? InClass(type, "Channels", -1, cancellationToken) : null;
    }

    private static Location? Argument(AttributeData attribute, string name, int index, CancellationToken cancellationToken)
    {
        if (Syntax(attribute, cancellationToken)?.ArgumentList is not { } list) return null;
        foreach (AttributeArgumentSyntax argument in list.Arguments)
            if ((argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
                return (Element(argument, index) ?? (SyntaxNode)argument).GetLocation();

        IParameterSymbol? parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(p => p.Name == name);
        if (parameter is null) return null;
        List<AttributeArgumentSyntax> positional = [.. list.Arguments.Where(static a => a.NameEquals is null && a.NameColon is null)];
        int position = parameter.Ordinal;
        if (position >= positional.Count) return null;
        if (!parameter.IsParams) return positional[position].GetLocation();
        if (positional.Count == position + 1 && Element(positional[position], index) is { } element) return element.GetLocation();
        return positional[Math.Min(position + Math.Max(index, 0), positional.Count - 1)].GetLocation();
    }

    /// <summary>One element of an argument that is written as an array; null where it is none, or has none of that index.</summary>
    public static ExpressionSyntax? Element(AttributeArgumentSyntax argument, int index) => argument.Expression switch
    {
        CollectionExpressionSyntax collection => (collection.Elements.ElementAtOrDefault(index) as ExpressionElementSyntax)?.Expression,
        ArrayCreationExpressionSyntax array => array.Initializer?.Expressions.ElementAtOrDefault(index),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.ElementAtOrDefault(index),
        _ => null,
    };

    private static AttributeSyntax? Syntax(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
}
