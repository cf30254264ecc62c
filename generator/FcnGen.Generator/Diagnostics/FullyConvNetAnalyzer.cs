using System;
using System.Collections.Immutable;
using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcnGen.Generator.Diagnostics;

/// <summary>Reports live what is wrong with a network, by the same Parse and Check that the generator runs.</summary>
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
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.NetMarker) is null) return;
            start.RegisterSymbolAction(AnalyzeClass, SymbolKind.NamedType);
            start.RegisterSymbolAction(AnalyzeProperty, SymbolKind.Property);
        });
    }

    private static void AnalyzeClass(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || KnownTypes.Marker(type) is null) return;
        try
        {
            ParseResult parsed = NetworkParser.Parse(type, context.CancellationToken);
            EquatableArray<Finding> findings =
                parsed.Spec is null ? parsed.Findings : NetworkChecker.Check(parsed.Spec, context.CancellationToken).Findings;
            foreach (Finding finding in findings)
                context.ReportDiagnostic(FindingReporter.ToDiagnostic(type, finding, context.CancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(FindingReporter.InternalError(type.Name, exception, type.Locations[0]));
        }
    }

    private static void AnalyzeProperty(SymbolAnalysisContext context)
    {
        var property = (IPropertySymbol)context.Symbol;
        AttributeData? attribute = property.GetAttributes().FirstOrDefault(static a =>
            KnownTypes.IsLayerAttribute(a.AttributeClass) || KnownTypes.Is(a.AttributeClass, "OutputAttribute"));
        if (attribute is null || KnownTypes.Marker(property.ContainingType) is not null) return;
        Location location = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation()
            ?? property.Locations[0];
        context.ReportDiagnostic(Diagnostic.Create(
            DiagnosticDescriptors.OutsideNetwork, location, property.Name, KnownTypes.ShortName(attribute), property.ContainingType.Name));
    }
}
