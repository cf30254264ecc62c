using Microsoft.CodeAnalysis.Diagnostics;

namespace FcnGen.Generator.Diagnostics;

/// <summary>
/// Which of the two reports findings. The compiler runs no analyzer where a declaration anywhere in the project has an error, nor under
/// <c>RunAnalyzers=false</c>; it always runs generators. IDEs run analyzers while one types, and generators less often. So the package's
/// targets name the generator in a build and the analyzer in an IDE; where nobody named one, both report, since twice is better than not
/// at all.
/// </summary>
internal static class Reporter
{
    /// <summary>The option in the global analyzer configuration.</summary>
    public const string Key = "fcngen_reporter";

    public const string Generator = "generator";

    public const string Analyzer = "analyzer";

    /// <summary>True if the generator is to report.</summary>
    public static bool IsGenerator(AnalyzerConfigOptionsProvider options) => Named(options) != Analyzer;

    /// <summary>True if the analyzer is to report.</summary>
    public static bool IsAnalyzer(AnalyzerConfigOptionsProvider options) => Named(options) != Generator;

    private static string? Named(AnalyzerConfigOptionsProvider options) => options.GlobalOptions.TryGetValue(Key, out string? name) ? name.Trim() : null;
}
