using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FcnGen.Generator.Diagnostics;
using FcnGen.Newcomers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FcnGen.Generator.Tests;

/// <summary>
/// The mistakes of newcomers: each has one finding of ours at its place, whether analyzers run or not, and whatever else is wrong in the
/// project. The package's tests build all of them as one project.
/// </summary>
public class NewcomerTests
{
    private const string DeclarationError = "public class Unrelated { public Missing Field; }";

    private const string BodyError = "public class Unrelated { public int Field = nothing; }";

    public static TheoryData<string> Names => [.. Newcomer.All.Select(n => n.Name)];

    [Theory]
    [Trait("Lane", "Slow")]
    [MemberData(nameof(Names))]
    public void Mistake_has_one_finding_in_every_build(string name)
    {
        Newcomer newcomer = Newcomer.All.Single(n => n.Name == name);
        foreach (string? beside in new[] { null, DeclarationError, BodyError })
        {
            CSharpCompilation compilation = Compile(beside is null ? [newcomer] : [newcomer, new Newcomer("Unrelated", "", "", beside)]);
            foreach (bool analyzers in new[] { true, false })
            {
                IReadOnlyList<Diagnostic> build = Csc.Compile(compilation, Reporter.Generator, analyzers);
                AssertFound(newcomer, build);
                IEnumerable<string> compiler = build.Where(d => !d.IsOurs() && d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct().Order();
                string[] unrelated = beside == DeclarationError ? ["CS0246"] : beside == BodyError && newcomer.Severity != "error" ? ["CS0103"] : [];
                Assert.Equal([.. unrelated, .. newcomer.Compiler.Split(' ', System.StringSplitOptions.RemoveEmptyEntries)], compiler);
            }

            AssertFound(newcomer, Csc.Edit(compilation));
        }
    }

    [Fact]
    public void One_project_of_all_has_one_finding_for_each()
    {
        CSharpCompilation compilation = Compile(Newcomer.All);
        foreach (bool analyzers in new[] { true, false })
        {
            Diagnostic[] found = [.. Csc.Compile(compilation, Reporter.Generator, analyzers).Where(Csc.IsOurs)];
            Assert.Equal(
                Newcomer.All.Select(n => $"{n.Name}.cs {n.Id} at {n.Start}").Order(System.StringComparer.Ordinal),
                found.Select(d => $"{d.Location.SourceTree?.FilePath} {d.Id} at {d.Location.SourceSpan.Start}").Order(System.StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Messages_are_the_reviewed_ones()
    {
        Assert.True(Newcomer.All.Count >= 40);
        Assert.Equal(Newcomer.All.Count, Newcomer.All.Select(n => n.Name).Distinct().Count());
        var text = new StringBuilder();
        foreach (Newcomer newcomer in Newcomer.All)
        {
            Diagnostic found = Csc.Compile(Compile([newcomer])).Single(Csc.IsOurs);
            TextLine line = found.Location.SourceTree!.GetText().Lines.GetLineFromPosition(found.Location.SourceSpan.Start);
            string source = line.ToString();
            text.Append(newcomer.Name).Append(": ").Append(newcomer.Mistake).Append('\n')
                .Append("    ").Append(source.Trim()).Append('\n')
                .Append("    ").Append(' ', found.Location.SourceSpan.Start - line.Start - (source.Length - source.TrimStart().Length)).Append('~', found.Location.SourceSpan.Length).Append('\n')
                .Append(found.Severity.ToString().ToLowerInvariant()).Append(' ').Append(found.Id).Append(": ").Append(found.GetMessage(CultureInfo.InvariantCulture)).Append('\n');
            if (newcomer.Compiler.Length > 0) text.Append("(the compiler adds ").Append(newcomer.Compiler).Append(")\n");
            text.Append('\n');
        }

        Snapshot.Verify("Newcomers", text.ToString());
    }

    private static void AssertFound(Newcomer newcomer, IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic found = Assert.Single(diagnostics, Csc.IsOurs);
        Assert.Equal((newcomer.Id, newcomer.Severity), (found.Id, found.Severity.ToString().ToLowerInvariant()));
        Assert.Equal((newcomer.Span, newcomer.Start), (Analysis.Span(found), found.Location.SourceSpan.Start));
    }

    private static CSharpCompilation Compile(IEnumerable<Newcomer> newcomers) => Compilations.Create().AddSyntaxTrees(
        newcomers.Select(n => CSharpSyntaxTree.ParseText(n.Id.Length > 0 ? n.Source : n.Markup, Compilations.ParseOptions, n.Name + ".cs")));
}
