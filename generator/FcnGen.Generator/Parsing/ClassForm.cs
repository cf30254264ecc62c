using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Parsing;

/// <summary>The form of a class: whether another part of it can be written, and why it could not be a network.</summary>
internal sealed class ClassForm
{
    private readonly INamedTypeSymbol _type;
    private readonly CancellationToken _cancellationToken;

    public ClassForm(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        _type = type;
        _cancellationToken = cancellationToken;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType) ContainingTypes.Insert(0, outer);
    }

    /// <summary>The containing types, outermost first.</summary>
    public List<INamedTypeSymbol> ContainingTypes { get; } = [];

    public bool IsPartial => Partial(_type);

    /// <summary>The keyword that declares it: <c>class</c>, as it should be, or another.</summary>
    public string Keyword => KeywordOf(_type);

    /// <summary>True if another file can hold a part of it.</summary>
    public bool CanExtend => !IsFileLocal;

    /// <summary>True if that part can choose the base class and its constructor.</summary>
    public bool CanDerive => CanExtend && Keyword == "class" && !_type.IsStatic && !HasOwnBase && !HasPrimaryConstructor && ReservedNames.TakenMember(_type) is null;

    private bool IsFileLocal => _type.IsFileLocal || ContainingTypes.Any(static t => t.IsFileLocal);

    private bool HasOwnBase => _type.BaseType is { SpecialType: SpecialType.None, TypeKind: not TypeKind.Error } b && Keyword == "class" && !KnownTypes.Is(b, "Network");

    private bool HasPrimaryConstructor => Parts(_type).Any(static p => p.ParameterList is not null);

    /// <summary>Why it cannot be a network, a trunk or a block, as the predicate of a sentence; null if it can.</summary>
    public string? Unsupported() =>
        Keyword != "class" ? (Keyword == "interface" ? "is an " : "is a ") + Keyword
        : _type.IsStatic ? "is static"
        : _type.IsAbstract ? "is abstract"
        : _type.IsGenericType && !_type.TypeParameters.IsEmpty ? "is generic"
        : ContainingTypes.Any(static t => !t.TypeParameters.IsEmpty) ? "is nested in " + ContainingTypes.First(static t => !t.TypeParameters.IsEmpty).Name + ", which is generic"
        : IsFileLocal ? "is local to its file"
        : KnownTypes.Markers(_type).Skip(1).FirstOrDefault() is { } second
            ? "is marked both as a " + Word(KnownTypes.Marker(_type)!) + " and as a " + Word(second)
        : HasOwnBase ? "derives from " + _type.BaseType!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
        : HasPrimaryConstructor ? "has a primary constructor"
        : ReservedNames.TakenMember(_type) is { } member ? "has a member " + member + ", which is the generated part's"
        : ContainingTypes.FirstOrDefault(t => !Partial(t)) is { } outer ? "is nested in " + outer.Name + ", which is not partial"
        : null;

    /// <summary>The head of another part of a type: <c>partial class Outer&lt;T&gt;</c>.</summary>
    public static string Declaration(INamedTypeSymbol type) =>
        "partial " + KeywordOf(type) + " " + Identifiers.Escape(type.Name)
        + (type.TypeParameters.IsEmpty ? "" : "<" + string.Join(", ", type.TypeParameters.Select(static t => t.Name)) + ">");

    private static string Word(AttributeData marker) => KnownTypes.Form(marker).ToString().ToLowerInvariant();

    private static string KeywordOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };

    private bool Partial(INamedTypeSymbol type) => Parts(type).Any(static part => part.Modifiers.Any(SyntaxKind.PartialKeyword));

    private IEnumerable<TypeDeclarationSyntax> Parts(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Where(ReservedNames.IsWritten).Select(r => r.GetSyntax(_cancellationToken)).OfType<TypeDeclarationSyntax>();
}
