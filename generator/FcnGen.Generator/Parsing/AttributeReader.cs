using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>Typed reads of an attribute's arguments. What is not written has the default that the attribute class has.</summary>
internal readonly struct AttributeReader(AttributeData attribute)
{
    /// <summary>False where the compiler could not bind the attribute and says so itself.</summary>
    public bool IsBound => attribute.AttributeConstructor is not null
        && attribute.ApplicationSyntaxReference?.GetSyntax() is not { ContainsDiagnostics: true } // a half-typed nameof( is an empty name
        && attribute.ConstructorArguments.All(IsValid) && attribute.NamedArguments.All(static a => IsValid(a.Value));

    /// <summary>The short name of the attribute, such as <c>Conv</c>.</summary>
    public string Kind => KnownTypes.ShortName(attribute);

    /// <summary>True if the argument is written.</summary>
    public bool Has(string name) => Find(name) is not null;

    public int Int(string name, int missing) => Find(name) is { Value: int value } ? value : missing;

    public double Double(string name, double missing) => Find(name) is { Value: double value } ? value : missing;

    public bool Bool(string name, bool missing) => Find(name) is { Value: bool value } ? value : missing;

    public string? String(string name) => Find(name)?.Value as string;

    /// <summary>The class that a positional argument names; null where it names none, be it an array or nothing at all.</summary>
    public INamedTypeSymbol? Type(int position) => TypeName(position).Type as INamedTypeSymbol;

    /// <summary>The type that a positional argument names, and its name in messages.</summary>
    public (ITypeSymbol? Type, string Name) TypeName(int position)
    {
        var type = position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position].Value as ITypeSymbol : null;
        return (type, type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null");
    }

    public int Int(int position) =>
        position < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[position].Value is int value ? value : 0;

    public double Double(int position) =>
        position < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[position].Value is double value ? value : 0;

    /// <summary>The strings of a <c>params</c> constructor.</summary>
    public EquatableArray<string> Strings()
    {
        if (attribute.ConstructorArguments.Length == 0 || attribute.ConstructorArguments[0].Kind != TypedConstantKind.Array) return default;
        TypedConstant array = attribute.ConstructorArguments[0];
        return array.IsNull ? default : array.Values.Select(static v => v.Value as string ?? "").ToEquatableArray();
    }

    public EquatableArray<double> Doubles(string name) =>
        Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(static v => v.Value is double value ? value : 0).ToEquatableArray()
            : default;

    private static bool IsValid(TypedConstant constant) =>
        constant.Kind != TypedConstantKind.Error
        && (constant.Kind != TypedConstantKind.Array || constant.IsNull || constant.Values.All(IsValid));

    private TypedConstant? Find(string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            if (argument.Key == name) return argument.Value;
        return null;
    }
}
