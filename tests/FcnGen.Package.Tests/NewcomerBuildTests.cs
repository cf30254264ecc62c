using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FcnGen.Newcomers;

namespace FcnGen.Package.Tests;

/// <summary>
/// One project that holds every newcomer's mistake, built by <c>dotnet build</c> against the package: each mistake is told once, at its
/// place, and no setting of the project makes the build succeed or loses a finding.
/// </summary>
public sealed partial class NewcomerBuildTests(NewcomerBuildTests.Fixture fixture) : IClassFixture<NewcomerBuildTests.Fixture>
{
    private const string Unrelated = "public class Unrelated { public Missing Field; }";

    public static TheoryData<string> Settings => ["as it is", "RunAnalyzers=false", "severity none", "an unrelated error"];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_mistake_is_told_once(string setting)
    {
        bool silenced = setting == "severity none";
        fixture.Consumer.Write(".editorconfig", silenced
            ? "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.severity = none\n"
                + string.Concat(Newcomer.All.Select(n => n.Id).Distinct().Select(id => "dotnet_diagnostic." + id + ".severity = none\n"))
            : "root = true\n");
        fixture.Consumer.Write("Unrelated.cs", setting == "an unrelated error" ? Unrelated : "");
        string[] options = setting == "RunAnalyzers=false" ? ["-p:RunAnalyzers=false"] : [];
        RunResult build = fixture.Consumer.Run("dotnet", ["build", "--no-restore", "-v", "q", "-nologo", .. options]);

        Assert.NotEqual(0, build.Exit);
        Assert.Equal(
            Newcomer.All.Where(n => n.Severity == "error" || n.Severity == "warning" && !silenced).Select(Place).Order(StringComparer.Ordinal),
            Told(build).Where(line => line.Contains(" FCN")).Order(StringComparer.Ordinal));

        // What the compiler adds by itself, of the author's own text.
        IEnumerable<string> compiler = Newcomer.All.SelectMany(n => n.Compiler.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => n.Name + ".cs error " + id));
        if (setting == "an unrelated error") compiler = compiler.Append("Unrelated.cs error CS0246");
        Assert.Equal(
            compiler.Order(StringComparer.Ordinal),
            Told(build).Where(line => line.Contains(" error CS")).Select(line => WithoutPlace().Replace(line, "")).Order(StringComparer.Ordinal));
    }

    /// <summary>An IDE asks for the compiler's arguments and compiles nothing; there the analyzer reports, in everything else the generator.</summary>
    [Theory]
    [InlineData("Ide", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true")]
    [InlineData("Build", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true")]
    public void Reporter_is_the_analyzer_in_an_editor_only(string reporter, params string[] properties)
    {
        RunResult arguments = fixture.Consumer.Run("dotnet", ["msbuild", "-nologo", "-t:Compile", "-getItem:EditorConfigFiles", .. properties]).Succeeded();
        Assert.Equal("FcnGen." + reporter + ".globalconfig", Assert.Single(ReporterFile().Matches(arguments.Output).Select(match => match.Value).Distinct()));
    }

    /// <summary><c>ForgottenPad.cs(10,6) error FCN031</c>.</summary>
    private static string Place(Newcomer newcomer)
    {
        string before = newcomer.Source[..newcomer.Start];
        int line = before.Count(c => c == '\n') + 1, column = newcomer.Start - before.LastIndexOf('\n');
        return $"{newcomer.Name}.cs({line},{column}) {newcomer.Severity} {newcomer.Id}";
    }

    /// <summary>What the compiler printed; MSBuild lists it once more below its verdict.</summary>
    private static IEnumerable<string> Told(RunResult build) =>
        build.Lines.TakeWhile(line => !line.StartsWith("Build FAILED", StringComparison.Ordinal)).Select(line => Finding().Match(line)).Where(match => match.Success).Select(match => $"{match.Groups["place"].Value} {match.Groups["rule"].Value}");

    [GeneratedRegex(@"(?<place>\w+\.cs\(\d+,\d+\)): (?<rule>(error|warning) \w+):")]
    private static partial Regex Finding();

    [GeneratedRegex(@"FcnGen\.(Ide|Build)\.globalconfig")]
    private static partial Regex ReporterFile();

    [GeneratedRegex(@"\(\d+,\d+\)")]
    private static partial Regex WithoutPlace();

    /// <summary>The project, written and restored once for all builds.</summary>
    public sealed class Fixture : IDisposable
    {
        public Fixture()
        {
            foreach (Newcomer newcomer in Newcomer.All) Consumer.Write(newcomer.Name + ".cs", newcomer.Source);
            Consumer.Write("Program.cs", "return;\n");
            Consumer.Run("dotnet", "restore").Succeeded();
        }

        internal ConsumerProject Consumer { get; } = new("FcnGen");

        public void Dispose() => Consumer.Dispose();
    }
}
