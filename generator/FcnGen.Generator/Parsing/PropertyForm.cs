using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>The form of a layer property: what its other part must repeat, and why it could not be a layer.</summary>
internal sealed class PropertyForm
{
    private static readonly SymbolDisplayFormat s_full = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_short = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly IPropertySymbol _property;
    private readonly BasePropertyDeclarationSyntax[] _parts;

    public PropertyForm(IPropertySymbol property, CancellationToken cancellationToken)
    {
        _property = property;
        IEnumerable<SyntaxReference> references = property.DeclaringSyntaxReferences;
        if (property.PartialImplementationPart is { } other) references = references.Concat(other.DeclaringSyntaxReferences);
        _parts = [.. references.Select(r => r.GetSyntax(cancellationToken)).OfType<BasePropertyDeclarationSyntax>()];
    }

    public bool IsPartial => _parts.Any(static part => part.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>Why it cannot be a layer, as the predicate of a sentence; null if it can.</summary>
    public string? Unsupported() =>
        _property.IsIndexer ? "is an indexer"
        : _property.IsStatic ? "is static"
        : _property.SetMethod is { } setter ? setter.IsInitOnly ? "has an init accessor" : "has a setter"
        : _property.DeclaredAccessibility != Accessibility.Public ? "is not public"
        : OddModifier() is { } modifier ? "is declared " + modifier
        : SyntaxFacts.GetKeywordKind(_property.Name) != SyntaxKind.None ? "is named by a C# keyword"
        : _property.Name == _property.ContainingType.Name ? "has the name of its class"
        : ReservedNames.Contains(_property.Name) ? "has a name that the generated part or its base class needs"
        : _property.Type.TypeKind != TypeKind.Error && !(KnownTypes.Is(_property.Type, "Layer") && _property.Type.NullableAnnotation != NullableAnnotation.Annotated)
            ? "is of type " + _property.Type.ToDisplayString(s_short)
        : IsPartial && Part() != MissingPart.Implementation ? Part() == MissingPart.ImplementationWithField ? "has an initial value" : "has a body"
        : null;

    /// <summary>What the generated part must repeat.</summary>
    public PropertyDeclaration Declaration() => new(
        string.Join(" ", Modifiers().Distinct()), _property.Type.ToDisplayString(s_full), _property.Name,
        _property.SetMethod is null ? "" : _property.SetMethod.IsInitOnly ? "init" : "set", Part());

    private MissingPart Part() =>
        !_property.IsPartialDefinition ? MissingPart.Definition
        : _property.PartialImplementationPart is { } other && ReservedNames.IsWritten(other) ? MissingPart.None
        : _parts.Any(static part => part is PropertyDeclarationSyntax { Initializer: not null }) ? MissingPart.ImplementationWithField
        : MissingPart.Implementation;

    private string? OddModifier() => Modifiers().FirstOrDefault(static m => m is not ("public" or "static"));

    private IEnumerable<string> Modifiers() =>
        _parts.SelectMany(static part => part.Modifiers).Where(static m => !m.IsKind(SyntaxKind.PartialKeyword)).Select(static m => m.ValueText);
}
