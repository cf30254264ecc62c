using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Basic.Reference.Assemblies;
using FcnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>Compiles sources in memory against .NET 10 and the runtime as built.</summary>
internal static class Compilations
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview);

    /// <summary>
    /// The runtime beside which these tests were built: bin/Debug/net10.0 of the tests is bin/Debug/net10.0 of the runtime.
    /// </summary>
    public static string RuntimePath => BuiltAssembly("runtime/FcnGen");

    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(RuntimePath);

    private static readonly MetadataReference Tensors = MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.Tensor).Assembly.Location);

    public static CSharpCompilation Create(params string[] sources) => Create(sources, []);

    public static CSharpCompilation Create(IEnumerable<string> sources, IEnumerable<MetadataReference> references, string name = "Declared") =>
        CSharpCompilation.Create(
            name,
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs")),
            [.. Net100.References.All, Tensors, Runtime, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation with the generator's output added; what is wrong is the analyzer's to say.</summary>
    public static CSharpCompilation Generate(CSharpCompilation compilation)
    {
        Csc.Driver(new Csc.Options(Reporter.Analyzer)).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        Assert.Empty(diagnostics);
        return (CSharpCompilation)output;
    }

    /// <summary>The compilation as a reference for another one.</summary>
    public static MetadataReference Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    public static INamedTypeSymbol Type(Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName(name) ?? throw new InvalidOperationException($"The test's source has no class {name}.");

    /// <summary>The folder of the solution.</summary>
    public static string RepositoryRoot => FindRoot();

    /// <summary>The assembly of a project, given by its folder, as it was built beside these tests.</summary>
    public static string BuiltAssembly(string project)
    {
        DirectoryInfo output = Output();
        string path = Path.Combine(RepositoryRoot, project, "bin", output.Parent!.Name, output.Name, Path.GetFileName(project) + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} was not built before the tests that read it.", path);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? root = Output(); root is not null; root = root.Parent)
            if (File.Exists(Path.Combine(root.FullName, "FcnGen.sln"))) return root.FullName;
        throw new DirectoryNotFoundException("FcnGen.sln is in no folder above the tests.");
    }

    private static DirectoryInfo Output() => new(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
}
