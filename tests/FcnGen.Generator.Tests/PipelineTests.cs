using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>The pipeline as a compiler host drives it: cached, pure, deterministic, quiet.</summary>
public class PipelineTests
{
    private static readonly string[] Steps =
    [
        TrackingNames.ParseNetwork, TrackingNames.ParseTrunk, TrackingNames.ParseUnmarked, TrackingNames.CheckNetwork, TrackingNames.CheckTrunk, TrackingNames.CheckUnmarked,
        TrackingNames.EmitNetwork, TrackingNames.EmitTrunk, TrackingNames.EmitUnmarked,
    ];

    private static readonly string Two = Sources.Fcn8s() + "\npublic static class Elsewhere { public static int Answer => 42; }\n" + Sources.AlexNet().Replace("using FcnGen;", "").Replace("namespace Nets;", "");

    [Theory]
    [InlineData("Answer => 42", "Answer => 43")]
    [InlineData("public static class Elsewhere", "// typing\npublic static class Elsewhere")]
    [InlineData("public partial class Fcn8s", "/* shifts every layer */\npublic partial class Fcn8s")]
    [InlineData("static int Answer => 42;", "static int Answer => 42; public static string Name => nameof(Fcn8s);")]
    public void Edit_elsewhere_emits_nothing_anew(string before, string after)
    {
        (GeneratorDriverRunResult first, GeneratorDriverRunResult second) = RunTwice(Two, Two.Replace(before, after));
        Assert.NotEmpty(first.GeneratedTrees);
        Assert.Equal(2, Reasons(second).Count(r => r.Step == TrackingNames.EmitNetwork));
        foreach ((string step, IncrementalStepRunReason reason) in Reasons(second))
        {
            bool recomputed = step is TrackingNames.ParseNetwork or TrackingNames.ParseTrunk;
            Assert.True(reason == IncrementalStepRunReason.Cached || (recomputed && reason == IncrementalStepRunReason.Unchanged), $"{step} was {reason}");
        }

        Assert.NotEmpty(Outputs(second));
        Assert.All(Outputs(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(Texts(first), Texts(second));
    }

    [Fact]
    public void Edit_of_one_network_leaves_the_others_alone()
    {
        (_, GeneratorDriverRunResult second) = RunTwice(Two, Two.Replace("Normalization = LossNormalization.Sum", "Normalization = LossNormalization.Valid"));
        string[] emitted = [.. Reasons(second).Where(r => r.Step == TrackingNames.EmitNetwork).Select(r => r.Reason.ToString()).Order(StringComparer.Ordinal)];
        Assert.Equal(["Cached", "Modified"], emitted);
        Assert.Equal(IncrementalStepRunReason.Cached, Assert.Single(Reasons(second), r => r.Step == TrackingNames.EmitTrunk).Reason);
    }

    [Fact]
    public void Edit_of_a_trunk_in_another_file_reaches_the_network()
    {
        GeneratorDriver driver = Driver();
        CSharpCompilation compilation = Compilations.Create(Sources.Vgg16, Sources.Fcn8s());
        driver = driver.RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees[0];
        SyntaxTree edited = CSharpSyntaxTree.ParseText(Sources.Vgg16.Replace("InnerProduct(4096), Relu", "InnerProduct(1024), Relu"), Compilations.ParseOptions, old.FilePath);
        GeneratorDriverRunResult second = driver.RunGenerators(compilation.ReplaceSyntaxTree(old, edited)).GetRunResult();
        Assert.Contains((TrackingNames.EmitNetwork, IncrementalStepRunReason.Modified), Reasons(second));
    }

    [Fact]
    public void Models_hold_nothing_of_the_compiler()
    {
        (GeneratorDriverRunResult result, _) = RunTwice(Two, Two);
        int seen = 0;
        foreach (IncrementalGeneratorRunStep step in Steps.Where(result.Results[0].TrackedSteps.ContainsKey).SelectMany(s => result.Results[0].TrackedSteps[s]))
            foreach ((object value, _) in step.Outputs) seen += Walk(value, []);
        Assert.True(seen > 1000, $"only {seen} objects seen");
    }

    [Fact]
    public void Output_does_not_depend_on_the_culture_or_on_the_order_of_files()
    {
        string[] sources = [Sources.Vgg16, Sources.Fcn8s(), Sources.AlexNet(), Sources.AlexNet(kernel: 64).Replace("FcnAlexNet", "Wrong")];
        string[] plain = Run(sources);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NegativeSign = "\u2212";
            culture.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("\u22121,5", (-1.5).ToString()); // the culture is in force
            Assert.Equal(plain, Run(sources));
            Assert.Equal(plain, Run([.. sources.Reverse()]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string[] Run(string[] sources)
        {
            CSharpCompilation compilation = Compilations.Create(sources);
            IEnumerable<string> texts = Texts(Driver().RunGenerators(compilation).GetRunResult());
            IEnumerable<string> messages = Analysis.Diagnostics(compilation).Select(d => d.GetMessage(CultureInfo.InvariantCulture));
            return [.. texts.Concat(messages).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Generated_text_has_plain_line_ends() => Assert.All(Texts(RunTwice(Two, Two).First), text => Assert.DoesNotContain('\r', text));

    [Fact]
    public void Cancelled_run_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Driver().RunGenerators(Compilations.Create(Sources.Vgg16, Two), source.Token));
        NetworkSpec spec = Analysis.Parse(Compilations.Create(Sources.Vgg16, Sources.Fcn8s()), "Nets.Fcn8s").Spec!;
        Assert.ThrowsAny<OperationCanceledException>(() => NetworkChecker.Check(spec, source.Token));
    }

    private static GeneratorDriver Driver() => Csc.Driver(new Csc.Options(Reporter.Analyzer), track: true);

    private static (GeneratorDriverRunResult First, GeneratorDriverRunResult Second) RunTwice(string before, string after)
    {
        CSharpCompilation compilation = Compilations.Create(Sources.Vgg16, before);
        GeneratorDriver driver = Driver().RunGenerators(compilation);
        GeneratorDriverRunResult first = driver.GetRunResult();
        Assert.Empty(first.Diagnostics);
        SyntaxTree old = compilation.SyntaxTrees[1];
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(after, Compilations.ParseOptions, old.FilePath)));
        return (first, driver.GetRunResult());
    }

    private static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons(GeneratorDriverRunResult result) =>
        from step in Steps
        where result.Results[0].TrackedSteps.ContainsKey(step)
        from run in result.Results[0].TrackedSteps[step]
        from output in run.Outputs
        select (step, output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorDriverRunResult result) =>
        result.Results[0].TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);

    private static string[] Texts(GeneratorDriverRunResult result) => [.. result.GeneratedTrees.Select(t => t.ToString())];

    private static int Walk(object? value, HashSet<object> visited)
    {
        if (value is null) return 0;
        Type type = value.GetType();
        Assert.False(type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{type} is in a model");
        if (type.IsPrimitive || type.IsEnum || value is string) return 1;
        if (!type.IsValueType && !visited.Add(value)) return 0;
        int seen = 1;
        if (value is Array array)
            foreach (object? element in (IEnumerable)array) seen += Walk(element, visited);
        for (Type? t = type; t is not null && !type.IsArray; t = t.BaseType)
            foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                seen += Walk(field.GetValue(value), visited);
        return seen;
    }
}
