using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>Reads the form of a class that declares layers: is it, and is each layer property, something that the generator can complete?</summary>
/// <param name="type">The class.</param>
/// <param name="marker">Its marker; null for a class that lacks one.</param>
/// <param name="findings">Receives what is wrong.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class DeclarationParser(INamedTypeSymbol type, AttributeData? marker, List<Finding> findings, CancellationToken cancellationToken)
{
    private readonly TypeDeclarationSyntax? _markedPart = marker?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).Parent?.Parent as TypeDeclarationSyntax;

    /// <summary>The layer properties in the order of declaration.</summary>
    public IReadOnlyList<IPropertySymbol> LayerProperties { get; } = [.. type.GetMembers().OfType<IPropertySymbol>().Where(IsLayerProperty)];

    /// <summary>Reads the class and its properties, and reports every form that cannot be completed.</summary>
    public DeclarationSpec Parse()
    {
        var form = new ClassForm(type, cancellationToken);
        if (marker is not null) ReportClass(form);
        List<PropertyDeclaration> properties = [];
        foreach (IPropertySymbol property in LayerProperties)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var layer = new PropertyForm(property, cancellationToken);
            if (marker is not null) ReportProperty(property, layer, form.IsPartial);
            if (layer.IsPartial && !property.IsIndexer) properties.Add(layer.Declaration());
        }

        // A layer that hides a member of Network is one error, not two.
        bool derives = form.CanDerive && !LayerProperties.Any(static p => ReservedNames.Contains(p.Name));
        return new DeclarationSpec(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(), type.Name, MetadataNames.Of(type), ClassForm.Declaration(type),
            form.ContainingTypes.Select(ClassForm.Declaration).ToEquatableArray(), KnownTypes.Form(marker),
            form.CanExtend && (form.IsPartial || properties.Count > 0), derives, properties.ToEquatableArray(), default,
            LayerProperties.Where(static p => !p.IsIndexer).Select(static p => p.Name).Distinct().ToEquatableArray(), default);
    }

    private static bool IsLayerProperty(IPropertySymbol property) =>
        property.GetAttributes().Any(static a => KnownTypes.IsLayerAttribute(a.AttributeClass))
        || (property is { IsPartialDefinition: true } && KnownTypes.Is(property.Type, "Layer"));

    private void ReportClass(ClassForm form)
    {
        if (form.Unsupported() is { } reason)
            findings.Add(new Finding(DiagnosticIds.UnsupportedClass, null, null, EquatableArray.Of(type.Name, reason)));
        else if (!form.IsPartial)
            findings.Add(new Finding(DiagnosticIds.ClassNotPartial, null, null, EquatableArray.Of(type.Name)));
    }

    private void ReportProperty(IPropertySymbol property, PropertyForm form, bool inPartialClass)
    {
        if (form.Unsupported() is { } reason)
            findings.Add(About(DiagnosticIds.UnsupportedProperty, property, property.Name, reason));
        else if (!form.IsPartial)
        {
            // In a class that is not partial either, that is the message.
            if (inPartialClass) findings.Add(About(DiagnosticIds.PropertyNotPartial, property, property.Name));
        }
        else if (!property.GetAttributes().Any(static a => KnownTypes.IsLayerAttribute(a.AttributeClass)))
            findings.Add(About(DiagnosticIds.NoKind, property, property.Name));
        else if (_markedPart is not null
            && property.DeclaringSyntaxReferences.Any(r => r.SyntaxTree != _markedPart.SyntaxTree || !_markedPart.Span.Contains(r.Span)))
            findings.Add(About(DiagnosticIds.SecondPart, property, property.Name, type.Name));
    }

    private static Finding About(string id, IPropertySymbol property, params string[] arguments) =>
        new(id, property.Name, Finding.Property, arguments.ToEquatableArray());
}
