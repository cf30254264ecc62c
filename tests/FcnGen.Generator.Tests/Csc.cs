using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FcnGen.Generator.Tests;

/// <summary>
/// Compiles as csc does: parse; generators; declarations; then analyzers and method bodies, unless an error that cannot be suppressed was
/// met before.
/// </summary>
internal static class Csc
{
    /// <summary>What csc prints, in its order.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="reporter">Who reports, as the package's targets say it; null for a project without them.</param>
    /// <param name="analyzers">False for <c>RunAnalyzers=false</c>.</param>
    public static IReadOnlyList<Diagnostic> Compile(CSharpCompilation compilation, string? reporter = Reporter.Generator, bool analyzers = true)
    {
        List<Diagnostic> printed = [.. compilation.GetParseDiagnostics()];
        if (Stops(printed)) return Printed(printed);

        var options = new Options(reporter);
        GeneratorDriver driver = Driver(options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> generator);
        printed.AddRange(generator);
        printed.AddRange(output.GetDeclarationDiagnostics());
        if (Stops(printed)) return Printed(printed);

        if (analyzers)
            printed.AddRange(Analyze((CSharpCompilation)output, options));
        printed.AddRange(output.GetDiagnostics());
        return Printed(printed);
    }

    /// <summary>What an editor shows, where the analyzer reports: it goes on after errors, into method bodies.</summary>
    public static IReadOnlyList<Diagnostic> Edit(CSharpCompilation compilation)
    {
        var options = new Options(Reporter.Analyzer);
        Driver(options).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> generator);
        return Printed([.. generator, .. Analyze((CSharpCompilation)output, options), .. output.GetDiagnostics()]);
    }

    /// <summary>What the analyzer says of a compilation that the generator has extended.</summary>
    public static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation, Options options) =>
        compilation.WithAnalyzers([new FullyConvNetAnalyzer()], new AnalyzerOptions([], options)).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    public static GeneratorDriver Driver(Options options, bool track = false) => CSharpGeneratorDriver.Create(
        [new FcnGenGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions, optionsProvider: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    public static bool IsOurs(this Diagnostic diagnostic) => diagnostic.Id.StartsWith("FCN", System.StringComparison.Ordinal);

    private static bool Stops(List<Diagnostic> diagnostics) =>
        diagnostics.Any(d => d.DefaultSeverity == DiagnosticSeverity.Error && d.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));

    private static Diagnostic[] Printed(List<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(d => !d.IsSuppressed && d.Severity > DiagnosticSeverity.Hidden).Distinct()];

    /// <summary>The options of the project: who reports.</summary>
    internal sealed class Options(string? reporter) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(reporter);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string? reporter) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = reporter ?? "";
            return reporter is not null && key == Reporter.Key;
        }
    }
}
