using System.Linq;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>Full names of classes as metadata has them, by which a model can name a class without holding its symbol.</summary>
internal static class MetadataNames
{
    /// <summary><c>Demo.Outer`1+Net</c>.</summary>
    public static string Of(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return Of(outer) + "+" + type.MetadataName;
        string scope = string.Join(".", type.ContainingNamespace.ToDisplayParts().Where(static p => p.Kind == SymbolDisplayPartKind.NamespaceName)
            .Select(static p => p.Symbol?.Name ?? p.ToString()));
        return scope.Length > 0 ? scope + "." + type.MetadataName : type.MetadataName;
    }

    /// <summary>The class of a declaration in a compilation's own sources.</summary>
    public static INamedTypeSymbol? Find(Compilation compilation, DeclarationSpec declaration) =>
        compilation.Assembly.GetTypeByMetadataName(declaration.MetadataName)
        ?? compilation.GetSymbolsWithName(declaration.TypeName, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .FirstOrDefault(t => Of(t) == declaration.MetadataName); // a class local to a file is not found by its full name
}
