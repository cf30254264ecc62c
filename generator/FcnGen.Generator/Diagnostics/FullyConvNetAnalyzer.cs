using System;
using System.Collections.Immutable;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcnGen.Generator.Diagnostics;

/// <summary>Reports live what is wrong with a network, by the same Parse and Check that the generator runs; in a build the generator reports, see <see cref="Reporter"/>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FullyConvNetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. DiagnosticDescriptors.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.NetMarker) is null || !Reporter.IsAnalyzer(start.Options.AnalyzerConfigOptionsProvider)) return;
            start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        try
        {
            foreach (Finding finding in FindingReporter.Findings(type, context.CancellationToken))
                context.ReportDiagnostic(FindingReporter.ToDiagnostic(type, finding, context.CancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(FindingReporter.InternalError(type.Name, exception, type.Locations[0]));
        }
    }
}
