using System.Linq;
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

    /// <summary>The class of that name in a compilation's own sources.</summary>
    public static INamedTypeSymbol? Find(Compilation compilation, string name)
    {
        if (compilation.Assembly.GetTypeByMetadataName(name) is { } found) return found;

        // Classes local to a file are not found by name.
        string last = name.Substring(name.LastIndexOfAny(['.', '+']) + 1);
        string simple = last.Substring(last.LastIndexOf("__", System.StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0);
        return compilation.GetSymbolsWithName(simple, SymbolFilter.Type).OfType<INamedTypeSymbol>().FirstOrDefault(t => Of(t) == name);
    }
}
