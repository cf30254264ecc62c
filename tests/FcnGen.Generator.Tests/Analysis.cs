using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcnGen.Generator.Tests;

/// <summary>Runs the front end on sources.</summary>
internal static class Analysis
{
    /// <summary>What an editor shows, in the order of the text. <c>Id</c>, the text under the squiggle, and the message.</summary>
    public static IReadOnlyList<Diagnostic> Diagnostics(CSharpCompilation compilation) =>
    [
        .. compilation.WithAnalyzers([new FullyConvNetAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult()
            .OrderBy(d => d.Location.SourceTree?.FilePath, System.StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, System.StringComparer.Ordinal),
    ];

    /// <summary>The text under the squiggle.</summary>
    public static string Span(Diagnostic diagnostic) => Text(diagnostic.Location);

    public static string Text(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    public static ParseResult Parse(Compilation compilation, string type) => NetworkParser.Parse(Compilations.Type(compilation, type), CancellationToken.None);

    /// <summary>The checked network of a class that must be right.</summary>
    public static CheckedNetwork Check(Compilation compilation, string type)
    {
        ParseResult parsed = Parse(compilation, type);
        Assert.Empty(parsed.Findings);
        CheckResult result = NetworkChecker.Check(parsed.Spec!);
        Assert.Empty(result.Findings);
        return result.Network!;
    }

    public static CheckedLayer Layer(this CheckedNetwork network, string caffeName) => network.Layers.Single(l => l.Spec.CaffeName == caffeName);
}
