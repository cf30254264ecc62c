using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>Reads the form of a marked class: is it, and is each layer property, something that the generator can complete?</summary>
internal sealed class DeclarationParser(INamedTypeSymbol type, AttributeData marker, List<Finding> findings,
    CancellationToken cancellationToken)
{
    private readonly TypeDeclarationSyntax? _markedPart = marker.ApplicationSyntaxReference?.GetSyntax(cancellationToken).Parent?.Parent as TypeDeclarationSyntax;

    /// <summary>The layer properties in the order of declaration.</summary>
    public IReadOnlyList<IPropertySymbol> LayerProperties { get; } =
        [.. type.GetMembers().OfType<IPropertySymbol>().Where(IsLayerProperty)];

    /// <summary>Reads the class and its properties, and reports every form that cannot be completed.</summary>
    public DeclarationSpec Parse()
    {
        bool canExtend = ParseClass();
        List<PropertyDeclaration> properties = [];
        foreach (IPropertySymbol property in LayerProperties)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ParseProperty(property);
            if (IsPartial(property, cancellationToken)) properties.Add(Declaration(property));
        }

        return new DeclarationSpec(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(), type.Name,
            type.TypeParameters.IsEmpty ? "" : "<" + string.Join(", ", type.TypeParameters.Select(static t => t.Name)) + ">",
            ContainingTypes().Select(static t =>
                "partial " + Keyword(t) + " " + t.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)).ToEquatableArray(),
            KnownTypes.Is(marker.AttributeClass, "FullyConvTrunkAttribute"), canExtend,
            // A layer that hides a member of Network is one error, not two.
            HasOwnBase() || LayerProperties.Any(static p => ReservedNames.Contains(p.Name)), properties.ToEquatableArray());
    }

    private static bool IsLayerProperty(IPropertySymbol property) =>
        property.GetAttributes().Any(static a => KnownTypes.IsLayerAttribute(a.AttributeClass)) ||
        (property is { IsPartialDefinition: true } && KnownTypes.Is(property.Type, "Layer"));

    private bool ParseClass()
    {
        bool partial = IsPartial(type);
        if (!partial) findings.Add(new Finding(DiagnosticIds.ClassNotPartial, null, null, EquatableArray.Of(type.Name), Fix: Fix.AddPartial));

        INamedTypeSymbol? fixedOuter = ContainingTypes().FirstOrDefault(t => !IsPartial(t));
        bool fileLocal = type.IsFileLocal || ContainingTypes().Any(static t => t.IsFileLocal);
        string? reason =
            type.IsStatic ? "is static"
            : type.IsRecord ? "is a record"
            : type.IsAbstract ? "is abstract"
            : type.IsGenericType ? "is generic"
            : fileLocal ? "is local to its file"
            : KnownTypes.Attribute(type, "FullyConvNetAttribute") is not null
            && KnownTypes.Attribute(type, "FullyConvTrunkAttribute") is not null
                ? "is marked both as a network and as a trunk"
            : HasOwnBase() ? "derives from " + type.BaseType!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
            : ReservedNames.HidingType(type) is { } hiding ? "shares a namespace or a type with " + hiding + ", which hides FcnGen's in the generated part"
            : fixedOuter is not null ? "is nested in " + fixedOuter.Name + ", which is not partial"
            : null;
        if (reason is not null) findings.Add(new Finding(DiagnosticIds.UnsupportedClass, null, null, EquatableArray.Of(type.Name, reason)));
        return partial && fixedOuter is null && !type.IsStatic && !type.IsRecord && !fileLocal;
    }

    private void ParseProperty(IPropertySymbol property)
    {
        string? reason =
            property.IsStatic ? "is static"
            : property.SetMethod is not null ? "has a setter"
            : property.DeclaredAccessibility != Accessibility.Public ? "is not public"
            : SyntaxFacts.GetKeywordKind(property.Name) != SyntaxKind.None ? "is named by a C# keyword"
            : ReservedNames.Contains(property.Name) ? "has a name that the generated part or its base class needs"
            : property.Type.TypeKind != TypeKind.Error && !KnownTypes.Is(property.Type, "Layer")
                ? "is of type " + property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
            : null;
        if (reason is not null)
            findings.Add(About(DiagnosticIds.UnsupportedProperty, property, property.Name, reason));
        else if (!IsPartial(property, cancellationToken))
            findings.Add(About(DiagnosticIds.PropertyNotPartial, property, property.Name) with { Fix = "partial" });
        else if (!property.GetAttributes().Any(static a => KnownTypes.IsLayerAttribute(a.AttributeClass)))
            findings.Add(About(DiagnosticIds.NoKind, property, property.Name));
        else if (_markedPart is not null
            && property.DeclaringSyntaxReferences.Any(r => r.SyntaxTree != _markedPart.SyntaxTree || !_markedPart.Span.Contains(r.Span)))
            findings.Add(About(DiagnosticIds.SecondPart, property, property.Name, type.Name));
    }

    private static Finding About(string id, IPropertySymbol property, params string[] arguments) =>
        new(id, property.Name, Finding.Property, arguments.ToEquatableArray());

    private PropertyDeclaration Declaration(IPropertySymbol property) => new(
        SyntaxFacts.GetText(property.DeclaredAccessibility) + (property.IsStatic ? " static" : ""),
        property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), property.Name,
        property.SetMethod is null ? "" : property.SetMethod.IsInitOnly ? "init" : "set");

    private bool HasOwnBase() =>
        type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } b && !KnownTypes.Is(b, "Network");

    private IEnumerable<INamedTypeSymbol> ContainingTypes()
    {
        var outer = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? t = type.ContainingType; t is not null; t = t.ContainingType) outer.Push(t);
        return outer;
    }

    private static string Keyword(INamedTypeSymbol t) => (t.TypeKind, t.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };

    private bool IsPartial(INamedTypeSymbol t) => t.DeclaringSyntaxReferences.Any(
        r => r.GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsPartial(IPropertySymbol property, CancellationToken cancellationToken) => property.DeclaringSyntaxReferences.Any(
        r => r.GetSyntax(cancellationToken) is PropertyDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));
}
