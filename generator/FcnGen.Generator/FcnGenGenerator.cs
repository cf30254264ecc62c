using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FcnGen.Generator;

/// <summary>
/// The pipeline: attributes to spec, spec to checked network, network to text. What is wrong with a declaration leads to a part that
/// merely has the members that the rest of the program names, and is reported here in a build, by the analyzer in an IDE.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FcnGenGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult> nets = Marked(context, KnownTypes.NetMarker).WithTrackingName(TrackingNames.ParseNetwork);
        IncrementalValuesProvider<ParseResult> trunks = Marked(context, KnownTypes.TrunkMarker).WithTrackingName(TrackingNames.ParseTrunk);
        IncrementalValuesProvider<ParseResult> blocks = Marked(context, KnownTypes.BlockMarker).WithTrackingName(TrackingNames.ParseBlock);
        IncrementalValuesProvider<ParseResult> unmarked = Parsed(context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => MayDeclareLayer(node), static (c, ct) => ParseUnmarked(c, ct))).WithTrackingName(TrackingNames.ParseUnmarked);

        IncrementalValueProvider<EquatableArray<string>> clashes = Names(nets).Combine(Names(trunks)).Combine(Names(blocks)).Combine(Names(unmarked))
            .Select(static (names, _) => Clashes([.. names.Left.Left.Left, .. names.Left.Left.Right, .. names.Left.Right, .. names.Right]));
        Register(context, nets, clashes, TrackingNames.CheckNetwork, TrackingNames.EmitNetwork);
        Register(context, trunks, clashes, TrackingNames.CheckTrunk, TrackingNames.EmitTrunk);
        Register(context, blocks, clashes, TrackingNames.CheckBlock, TrackingNames.EmitBlock);
        Register(context, unmarked, clashes, TrackingNames.CheckUnmarked, TrackingNames.EmitUnmarked);
    }

    private static void Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParseResult> parsed,
        IncrementalValueProvider<EquatableArray<string>> clashes, string check, string emit)
    {
        IncrementalValuesProvider<CheckedDeclaration> declarations = parsed.Select(static (result, ct) => Check(result, ct)).WithTrackingName(check);
        IncrementalValuesProvider<Generation> generations = declarations.Select(static (declaration, ct) => Emit(declaration, ct)).WithTrackingName(emit);
        context.RegisterSourceOutput(generations.Combine(clashes), static (output, input) => Write(output, input.Left, input.Right));

        // Findings name their place by class, layer and argument. The locations are looked up in the compilation at hand, so that no step
        // above depends on where things stand; what is right never gets here.
        IncrementalValueProvider<bool> reports = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => Reporter.IsGenerator(options));
        IncrementalValuesProvider<CheckedDeclaration> wrong = declarations.Where(static d => d.Findings.Count > 0).Combine(reports)
            .Where(static pair => pair.Right).Select(static (pair, _) => pair.Left);
        context.RegisterSourceOutput(wrong.Combine(context.CompilationProvider), static (output, input) => Report(output, input.Left, input.Right));
        context.RegisterSourceOutput(
            generations.Where(static g => g.Error is not null).Combine(context.CompilationProvider), static (output, input) => ReportFailure(output, input.Left, input.Right));
    }

    private static IncrementalValuesProvider<ParseResult> Marked(IncrementalGeneratorInitializationContext context, string marker) =>
        Parsed(context.SyntaxProvider.ForAttributeWithMetadataName(marker, static (node, _) => node is TypeDeclarationSyntax, static (c, ct) => Parse(c, ct)));

    private static IncrementalValuesProvider<ParseResult> Parsed(IncrementalValuesProvider<ParseResult?> results) =>
        results.Where(static result => result is not null).Select(static (result, _) => result!);

    private static ParseResult? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        // A class with both markers, or with one twice, is an error; it is read once, for the marker that counts.
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData? marker = KnownTypes.Marker(type);
        if (marker?.ApplicationSyntaxReference is not { } place || !ReferenceEquals(marker.AttributeClass, context.Attributes[0].AttributeClass)) return null;
        return context.TargetNode.SyntaxTree == place.SyntaxTree && context.TargetNode.Span.Contains(place.Span)
            ? Guarded(type, () => NetworkParser.Parse(type, cancellationToken))
            : null;
    }

    private static ParseResult? ParseUnmarked(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancellationToken) is not { ContainingType: { } type }) return null;
        if (KnownTypes.Marker(type) is not null || NetworkParser.UnmarkedLayer(type)?.Attribute.ApplicationSyntaxReference is not { } place) return null;
        return context.Node.SyntaxTree == place.SyntaxTree && context.Node.Span.Contains(place.Span)
            ? Guarded(type, () => NetworkParser.ParseUnmarked(type, cancellationToken))
            : null;
    }

    /// <summary>True for a layer in a class that is not seen to be marked; this is asked of every property at every edit.</summary>
    private static bool MayDeclareLayer(SyntaxNode node) =>
        node is PropertyDeclarationSyntax { AttributeLists.Count: > 0, Parent: TypeDeclarationSyntax type } property
        && property.AttributeLists.Any(static list => list.Attributes.Any(KnownTypes.MayBeLayerAttribute))
        && !type.AttributeLists.Any(static list => list.Attributes.Any(KnownTypes.MayBeMarker));

    /// <summary>What crashes in parsing is a finding about the class.</summary>
    private static ParseResult? Guarded(INamedTypeSymbol type, Func<ParseResult?> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var nothing = new DeclarationSpec("", type.Name, MetadataNames.Of(type), "", default, DeclarationForm.Network, false, false, default, default, default, default);
            return new ParseResult(null, nothing, EquatableArray.Of(FindingReporter.Crash(type.Name, exception)));
        }
    }

    private static CheckedDeclaration Check(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.Spec is null) return new CheckedDeclaration(result.Declaration, null, result.Findings, IsWrong: true);
        try
        {
            CheckResult check = NetworkChecker.Check(result.Spec, cancellationToken);
            return new CheckedDeclaration(result.Declaration, check.Network, check.Findings, check.Findings.Any(static f => DiagnosticIds.IsError(f.Id)));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new CheckedDeclaration(result.Declaration, null, EquatableArray.Of(FindingReporter.Crash(result.Declaration.TypeName, exception)), IsWrong: true);
        }
    }

    private static Generation Emit(CheckedDeclaration declaration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            EquatableArray<GeneratedFile> files = declaration.Network is { } network ? NetworkEmitter.Emit(network)
                : declaration is { IsWrong: false, Declaration.Form: DeclarationForm.Block } ? BlockEmitter.Emit(declaration.Declaration)
                : FallbackEmitter.Emit(declaration.Declaration);
            return new Generation(declaration.Declaration, files, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new Generation(declaration.Declaration, FallbackEmitter.Emit(declaration.Declaration), FindingReporter.Describe(exception));
        }
    }

    private static IncrementalValueProvider<ImmutableArray<string>> Names(IncrementalValuesProvider<ParseResult> parsed) =>
        parsed.Select(static (result, _) => result.Declaration.MetadataName).Collect();

    /// <summary>The classes whose files would have the name of another's.</summary>
    private static EquatableArray<string> Clashes(ImmutableArray<string> classes) => classes
        .SelectMany(static name => new[] { GeneratedFile.NameOf(name), GeneratedFile.NameOf(name) + ".Launches" }.Select(file => (Class: name, File: file)))
        .GroupBy(static pair => pair.File, static pair => pair.Class, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Count() > 1).SelectMany(static group => group).Distinct().OrderBy(static name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    private static void Write(SourceProductionContext output, Generation generation, EquatableArray<string> clashes)
    {
        string type = generation.Declaration.MetadataName, name = clashes.Contains(type) ? GeneratedFile.UniqueNameOf(type) : GeneratedFile.NameOf(type);
        foreach (GeneratedFile file in generation.Files) output.AddSource(name + file.Suffix, SourceText.From(file.Text, Encoding.UTF8));
    }

    private static void Report(SourceProductionContext output, CheckedDeclaration declaration, Compilation compilation)
    {
        foreach (Diagnostic diagnostic in FindingReporter.ToDiagnostics(compilation, declaration, output.CancellationToken)) output.ReportDiagnostic(diagnostic);
    }

    /// <summary>The analyzer writes no text, so that only the generator can tell of this.</summary>
    private static void ReportFailure(SourceProductionContext output, Generation generation, Compilation compilation)
    {
        Location location = MetadataNames.Find(compilation, generation.Declaration)?.Locations[0] ?? Location.None;
        output.ReportDiagnostic(FindingReporter.InternalError(generation.Declaration.TypeName, generation.Error!, location));
    }
}
