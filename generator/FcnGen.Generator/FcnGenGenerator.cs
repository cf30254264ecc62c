using System;
using System.Text;
using System.Threading;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FcnGen.Generator;

/// <summary>
/// The pipeline: attributes to spec, spec to checked network, network to text. What is wrong with a declaration is the analyzer's to
/// report; here it leads to a part that merely implements the properties.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FcnGenGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, KnownTypes.NetMarker, TrackingNames.ParseNetwork, TrackingNames.CheckNetwork, TrackingNames.EmitNetwork);
        Register(context, KnownTypes.TrunkMarker, TrackingNames.ParseTrunk, TrackingNames.CheckTrunk, TrackingNames.EmitTrunk);
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string marker, string parse, string check, string emit)
    {
        IncrementalValuesProvider<ParseResult> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(marker, static (node, _) => node is ClassDeclarationSyntax, static (c, ct) => Parse(c, ct))
            .Where(static result => result is not null)
            .Select(static (result, _) => result!)
            .WithTrackingName(parse);
        IncrementalValuesProvider<Generation> generations = parsed
            .Select(static (result, ct) => Check(result, ct)).WithTrackingName(check)
            .Select(static (declaration, ct) => Emit(declaration, ct)).WithTrackingName(emit);
        context.RegisterSourceOutput(generations, static (output, generation) => Write(output, generation));
    }

    private static ParseResult? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;

        // A class with both markers is an error; one of the two pipelines must leave it alone.
        if (!ReferenceEquals(KnownTypes.Marker(type)?.AttributeClass, context.Attributes[0].AttributeClass)) return null;
        try
        {
            return NetworkParser.Parse(type, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null; // the analyzer meets the same exception and reports it where the class is
        }
    }

    private static CheckedDeclaration Check(ParseResult result, CancellationToken cancellationToken)
    {
        try
        {
            return new CheckedDeclaration(result.Declaration, result.Spec is null ? null : NetworkChecker.Check(result.Spec, cancellationToken).Network);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new CheckedDeclaration(result.Declaration, null); // likewise
        }
    }

    private static Generation Emit(CheckedDeclaration declaration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string name = declaration.Declaration.TypeName;
        try
        {
            return declaration.Network is null
                ? new Generation(FallbackEmitter.Emit(declaration.Declaration), name, null)
                : new Generation(NetworkEmitter.Emit(declaration.Network), name, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new Generation(FallbackEmitter.Emit(declaration.Declaration), name, FindingReporter.Describe(exception));
        }
    }

    private static void Write(SourceProductionContext output, Generation generation)
    {
        if (generation.Error is not null)
            output.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.InternalError, Location.None, generation.Name, generation.Error));
        foreach (GeneratedFile file in generation.Files) output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
    }
}
