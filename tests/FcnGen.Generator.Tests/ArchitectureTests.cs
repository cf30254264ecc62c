using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcnGen.Generator.Tests;

/// <summary>
/// The rules of the generator's own sources: which folder may name which, that only <c>Kinds</c> looks into a kind, and that C# is spelled in
/// <c>Emission</c> alone.
/// </summary>
public class ArchitectureTests
{
    private const string Root = "FcnGen.Generator";

    /// <summary>Per folder, the folders that it may name beside itself. The pipeline, at the root, names all.</summary>
    private static readonly Dictionary<string, string[]> s_arrows = new()
    {
        ["Model"] = [],
        ["Kinds"] = ["Model"],
        ["Parsing"] = ["Kinds", "Model"],
        ["Lowering"] = ["Kinds", "Model"],
        ["Checking"] = ["Kinds", "Model", "Lowering"],
        ["Emission"] = ["Lowering", "Kinds", "Model"],
        ["Diagnostics"] = ["Parsing", "Checking", "Model"],
    };

    private static readonly string[] s_withoutRoslyn = ["Model", "Kinds", "Lowering", "Checking", "Emission"];

    private static readonly CSharpCompilation s_sources = Compile(Sources());

    private static readonly Named[] s_names = [.. TypeNames(s_sources, s_sources.SyntaxTrees)];

    [Fact]
    public void Every_folder_names_only_those_before_it() => Assert.Empty(Violations(s_names));

    /// <summary>The test above can fail: an arrow that is turned is found.</summary>
    [Theory]
    [InlineData("Model", "Lowering.ProgramBuilder", "Model names Lowering")]
    [InlineData("Kinds", "Lowering.ProgramBuilder", "Kinds names Lowering")]
    [InlineData("Parsing", "Checking.NetworkDraft", "Parsing names Checking")]
    [InlineData("Lowering", "Emission.SourceWriter", "Lowering names Emission")]
    [InlineData("Checking", "Parsing.LayerParser", "Checking names Parsing")]
    [InlineData("Emission", "Diagnostics.Reporter", "Emission names Diagnostics")]
    [InlineData("Diagnostics", "Emission.SourceWriter", "Diagnostics names Emission")]
    [InlineData("Kinds", "Microsoft.CodeAnalysis.ISymbol", "Kinds names Roslyn")]
    public void A_turned_arrow_is_found(string folder, string type, string violation)
    {
        string name = type.StartsWith("Microsoft", StringComparison.Ordinal) ? type : Root + "." + type;
        SyntaxTree turned = Parse(folder + "/Turned.cs", $"namespace {Root}.{folder}; internal static class Turned {{ public static object? Of(object o) => o as global::{name}; }}");
        Assert.StartsWith(violation, Assert.Single(Violations(TypeNames(s_sources.AddSyntaxTrees(turned), [turned]))));
    }

    /// <summary>What a layer is, its kind says: nobody else asks for the record of a kind.</summary>
    [Fact]
    public void Only_kinds_look_into_a_kind() => Assert.Empty(Looks(s_names));

    [Theory]
    [InlineData("o is ConvSpec")]
    [InlineData("o as ConvSpec")]
    [InlineData("(ConvSpec)o")]
    [InlineData("o switch { ConvSpec { Outputs: 1 } => 1, _ => 2 }")]
    [InlineData("new object[] { o }.OfType<ConvSpec>()")]
    [InlineData("typeof(ConvSpec)")]
    public void A_look_into_a_kind_is_found(string expression)
    {
        SyntaxTree look = Parse(
            "Lowering/Look.cs", $"using System.Linq; using {Root}.Kinds; namespace {Root}.Lowering; internal static class Look {{ public static object? Of(object o) => {expression}; }}");
        Assert.StartsWith("Lowering/Look.cs", Assert.Single(Looks(TypeNames(s_sources.AddSyntaxTrees(look), [look]))));
    }

    /// <summary>Kinds and the passes before emission hold words, names of operations and values; no C#.</summary>
    [Fact]
    public void Only_emission_spells_csharp()
    {
        string[] spelled = ["global::", "=>", "<Store>", "accumulate:", "new(", "new()", ");", "at.", "kernels."];
        Assert.Empty(
            from tree in s_sources.SyntaxTrees
            where Folder(tree) is "Model" or "Kinds" or "Lowering"
            from literal in tree.GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()
            where literal.IsKind(SyntaxKind.StringLiteralExpression) && spelled.Any(literal.Token.ValueText.Contains)
            select tree.FilePath + ": " + literal);
    }

    private static IEnumerable<string> Violations(IEnumerable<Named> names)
    {
        foreach ((SyntaxTree tree, SimpleNameSyntax name, INamedTypeSymbol type) in names)
        {
            if (Folder(tree) is not { } folder || !s_arrows.TryGetValue(folder, out string[]? allowed)) continue;
            string space = type.ContainingNamespace.ToDisplayString();
            string? stage = space.StartsWith(Root + ".", StringComparison.Ordinal) ? space[(Root.Length + 1)..] : null;
            if (stage is not null && stage != folder && !allowed.Contains(stage)) yield return $"{folder} names {stage}: {name} in {tree.FilePath}";
            if (s_withoutRoslyn.Contains(folder) && space.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
                yield return $"{folder} names Roslyn: {name} in {tree.FilePath}";
        }
    }

    private static IEnumerable<string> Looks(IEnumerable<Named> names) =>
        from named in names
        where named.Type.ContainingNamespace.ToDisplayString() == Root + ".Kinds" && IsSpec(named.Type) && Folder(named.Tree) != "Kinds"
        where !named.Name.AncestorsAndSelf().OfType<ObjectCreationExpressionSyntax>().Any(creation => creation.Type == named.Name)
        select named.Tree.FilePath + ": " + named.Name.Parent;

    private static bool IsSpec(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type.BaseType; t is not null; t = t.BaseType)
            if (t.Name == "LayerSpec") return true;
        return false;
    }

    private static IEnumerable<Named> TypeNames(CSharpCompilation sources, IEnumerable<SyntaxTree> trees)
    {
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = sources.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (!name.IsVar && model.GetSymbolInfo(name).Symbol is INamedTypeSymbol type) yield return new(tree, name, type);
        }
    }

    /// <summary>The first folder of a source; null at the root.</summary>
    private static string? Folder(SyntaxTree tree) => tree.FilePath.Split('/') is [var folder, _, ..] ? folder : null;

    private static IEnumerable<SyntaxTree> Sources()
    {
        string root = Path.Combine(Compilations.RepositoryRoot, "generator", "FcnGen.Generator");
        string[] shared = ["runtime/FcnGen/Geometry", "runtime/FcnGen/Attributes"];
        string[] own = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(file => !Path.GetRelativePath(root, file).StartsWith("obj", StringComparison.Ordinal) && !Path.GetRelativePath(root, file).StartsWith("bin", StringComparison.Ordinal))];
        Assert.True(own.Length > 80, $"Only {own.Length} sources of the generator were found.");
        return
        [
            .. own.Select(file => Parse(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))),
            .. shared.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Compilations.RepositoryRoot, folder), "*.cs")).Select(file => Parse(Path.GetFileName(file), File.ReadAllText(file))),
            Parse("ParameterLayout.cs", File.ReadAllText(Path.Combine(Compilations.RepositoryRoot, "runtime/FcnGen/Weights/ParameterLayout.cs"))),
        ];
    }

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, Compilations.ParseOptions, path);

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees)
    {
        MetadataReference[] roslyn = [MetadataReference.CreateFromFile(typeof(ISymbol).Assembly.Location), MetadataReference.CreateFromFile(typeof(CSharpCompilation).Assembly.Location)];
        return CSharpCompilation.Create(
            "Generator", trees, [.. Net100.References.All, .. roslyn],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>A name in a source, and the type that it names.</summary>
    private sealed record Named(SyntaxTree Tree, SimpleNameSyntax Name, INamedTypeSymbol Type);
}
