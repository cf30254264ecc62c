using System.Collections.Generic;
using System.Globalization;
using FcnGen.Generator.Checking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace FcnGen.Generator.Tests;

/// <summary>What typing costs: parse and check of FCN-8s and its trunk on a compilation that was edited, compiler warm.</summary>
public class AnalysisSpeedTests(ITestOutputHelper output)
{
    private const int Warm = 20, Runs = 41;

    [Fact]
    [Trait("Lane", "Slow")]
    public void Analysis_of_Fcn8s_costs_less_than_twice_the_compilers_own_look_at_it()
    {
        CSharpCompilation compilation = Compilations.Create(Sources.Vgg16, Sources.Fcn8s());
        compilation = compilation.WithOptions(compilation.Options.WithConcurrentBuild(false));
        List<double> analysis = [], binding = [];
        for (int run = 0; run < Warm + Runs; run++)
        {
            // In turn, each on a compilation that nothing has looked at yet.
            CSharpCompilation edited = Edit(ref compilation, run, "a");
            double start = ThreadClock.Milliseconds();
            Assert.NotNull(NetworkChecker.Check(Analysis.Parse(edited, "Nets.Fcn8s").Spec!).Network);
            double analysed = ThreadClock.Milliseconds() - start;
            edited = Edit(ref compilation, run, "b");
            start = ThreadClock.Milliseconds();
            Assert.NotEmpty(edited.GetDiagnostics());
            double bound = ThreadClock.Milliseconds() - start;
            if (run < Warm) continue;
            analysis.Add(analysed);
            binding.Add(bound);
        }

        analysis.Sort();
        binding.Sort();
        string both = string.Create(CultureInfo.InvariantCulture, $"analysis: median {analysis[Runs / 2]:F1} ms, best {analysis[0]:F1} ms; compiler: {binding[Runs / 2]:F1} ms, {binding[0]:F1} ms");
        output.WriteLine(both);
        Assert.True(analysis[Runs / 2] < 2 * binding[Runs / 2], both);
    }

    private static CSharpCompilation Edit(ref CSharpCompilation compilation, int run, string kind)
    {
        SyntaxTree old = compilation.SyntaxTrees[1];
        string edited = Sources.Fcn8s() + "// " + kind + run.ToString(CultureInfo.InvariantCulture);
        return compilation = compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(edited, Compilations.ParseOptions, old.FilePath));
    }
}
