using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>Who reports, when, and that nothing lets an error through.</summary>
public class ReportingTests
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    private static readonly string Wrong = DiagnosticCase.Net("[Conv(4)] A; [CropToInput(Offset = 7)] Score; [SoftmaxLoss] Loss;");

    private const string DeclarationError = "public class Unrelated { public Missing Field; }";

    private const string BodyError = "public class Unrelated { public int Field = nothing; }";

    public static TheoryData<string?, bool, string, string> Compilers => new()
    {
        { Reporter.Generator, true, "", "FCN033" },
        { Reporter.Generator, false, "", "FCN033" },
        { Reporter.Generator, true, DeclarationError, "FCN033 CS0246" },
        { Reporter.Generator, false, DeclarationError, "FCN033 CS0246" },
        { Reporter.Generator, true, BodyError, "FCN033" }, // csc binds no bodies after such an error
        { Reporter.Analyzer, true, "", "FCN033" },
        { Reporter.Analyzer, true, BodyError, "FCN033 CS0103" },
        { null, true, "", "FCN033" },
        { null, false, "", "FCN033" },
        { null, true, DeclarationError, "FCN033 CS0246" },
    };

    [Theory]
    [MemberData(nameof(Compilers))]
    public void Finding_is_reported_once_whatever_else_is_wrong(string? reporter, bool analyzers, string beside, string expected) =>
        Assert.Equal(expected, Ids(Csc.Compile(Compilations.Create(Wrong, beside), reporter, analyzers)));

    [Fact]
    public void Generator_and_analyzer_say_the_same_where_nobody_chose()
    {
        CSharpCompilation compilation = Compilations.Create(Wrong);
        Diagnostic generator = Assert.Single(Csc.Driver(new Csc.Options(null)).RunGenerators(compilation).GetRunResult().Diagnostics);
        Diagnostic analyzer = Assert.Single(Csc.Analyze(compilation, new Csc.Options(null)));
        Assert.Equal(analyzer.ToString(), generator.ToString());
        Assert.Equal(analyzer.Properties, generator.Properties);
        Assert.Empty(Csc.Driver(new Csc.Options(Reporter.Analyzer)).RunGenerators(compilation).GetRunResult().Diagnostics);
        Assert.Empty(Csc.Analyze(compilation, new Csc.Options(Reporter.Generator)));
    }

    public static IEnumerable<object[]> Silencers =>
        from reporter in new[] { Reporter.Generator, Reporter.Analyzer }
        from means in new[] { "pragma", "all warnings by pragma", "NoWarn", "warning level", "SuppressMessage", "SuppressMessage of the module" }
        select new object[] { reporter, means };

    [Theory]
    [MemberData(nameof(Silencers))]
    public void No_setting_lets_an_error_through(string reporter, string means)
    {
        CSharpCompilation compilation = Compilations.Create(means switch
        {
            "pragma" => "#pragma warning disable FCN033\n" + Wrong,
            "all warnings by pragma" => "#pragma warning disable\n" + Wrong,
            "SuppressMessage" => Wrong.Replace("[FullyConvNet", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"FcnGen\", \"FCN033\")]\n[FullyConvNet"),
            "SuppressMessage of the module" => Wrong.Replace("[FullyConvNet", "[module: System.Diagnostics.CodeAnalysis.SuppressMessage(\"FcnGen\", \"FCN033\")]\n[FullyConvNet"),
            _ => Wrong,
        });
        if (means == "NoWarn") compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["FCN033"] = ReportDiagnostic.Suppress }));
        if (means == "warning level") compilation = compilation.WithOptions(compilation.Options.WithWarningLevel(0).WithGeneralDiagnosticOption(ReportDiagnostic.Suppress));
        Diagnostic found = Assert.Single(Csc.Compile(compilation, reporter));
        Assert.Equal(("FCN033", DiagnosticSeverity.Error, "Offset = 7"), (found.Id, found.Severity, Analysis.Span(found)));
    }

    [Theory]
    [InlineData(Reporter.Generator)]
    [InlineData(Reporter.Analyzer)]
    public void What_is_no_error_obeys_settings(string reporter)
    {
        string source = DiagnosticCase.Net("[Conv(4), Output] A;");
        Assert.Equal("FCN018", Ids(Csc.Compile(Compilations.Create(source), reporter)));
        Assert.Empty(Csc.Compile(Compilations.Create("#pragma warning disable FCN018\n" + source), reporter));
        CSharpCompilation compilation = Compilations.Create(source);
        Assert.Empty(Csc.Compile(Silenced(ReportDiagnostic.Suppress), reporter));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(Csc.Compile(Silenced(ReportDiagnostic.Error), reporter)).Severity);

        CSharpCompilation Silenced(ReportDiagnostic severity) =>
            compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["FCN018"] = severity }));
    }

    [Fact]
    public void Every_rule_that_stops_the_generator_is_an_error_that_cannot_be_configured() =>
        Assert.All(DiagnosticDescriptors.All, rule =>
        {
            Assert.Equal(DiagnosticIds.IsError(rule.Id), rule.DefaultSeverity == DiagnosticSeverity.Error);
            Assert.Equal(DiagnosticIds.IsError(rule.Id), rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        });

    /// <summary>The models hold no place, so an edit above the network leaves them as they are; the place that is reported moves with it.</summary>
    [Fact]
    public void Place_is_that_of_the_current_text_while_nothing_is_computed_anew()
    {
        string source = Wrong + "\n" + DiagnosticCase.Net("[Conv(4), Output] B;").Replace("class Net", "class Right").Replace("using FcnGen;", "");
        CSharpCompilation compilation = Compilations.Create(source);
        GeneratorDriver driver = Csc.Driver(new Csc.Options(Reporter.Generator), track: true).RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees[0];
        compilation = compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText("// shifts all\n" + source, Compilations.ParseOptions, old.FilePath));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out _, out var diagnostics);
        Diagnostic found = Assert.Single(diagnostics, d => d.Id == "FCN033");
        Assert.Equal("Offset = 7", Analysis.Span(found));
        Assert.Equal(5, found.Location.GetLineSpan().StartLinePosition.Line);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        foreach (string step in new[] { TrackingNames.CheckNetwork, TrackingNames.EmitNetwork })
            Assert.All(result.TrackedSteps[step].SelectMany(s => s.Outputs), o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    [Fact]
    public void Line_directives_are_obeyed()
    {
        Diagnostic found = Assert.Single(Csc.Compile(Compilations.Create("#line 100 \"Template.txt\"\n" + Wrong)));
        FileLinePositionSpan place = found.Location.GetMappedLineSpan();
        Assert.Equal(("Template.txt", 104), (place.Path, place.StartLinePosition.Line + 1));
    }

    /// <summary>An editor compiles method bodies as well: what calls the network must not fail in the shadow of its mistake.</summary>
    [Fact]
    public void Calls_of_a_wrong_network_are_no_errors()
    {
        const string Calls = """
            using System.Numerics.Tensors;
            using FcnGen;
            public class Program
            {
                public NetTrunk? Trunk;
                public Net.ParameterList? Kept;
                public static object Run(Tensor<float> image, Picture picture, LabelMap labels)
                {
                    using Device device = Device.Cpu();
                    using var net = new Net(device, seed: 3);
                    Tensor<float> score = net.Forward(image).Score;
                    Net.Outputs outputs = net.Forward(data: image);
                    net.Parameters.A.WeightGradient.ToString();
                    net.Parameters.Pool1.ToString();
                    net.Parameters.Load("net.safetensors");
                    double loss = net.Loss(image, labels);
                    net.Backward();
                    Layer[] layers = [net.A, net.Loss, net.Data, net.Pool1, Net.Definition.Layers[0]];
                    return (score, outputs, loss, layers, net.Segment(picture), Net.ArenaSize(Pass.Forward, 1, 2, 3), NetTrunk.Definition);
                }
            }
            """;
        const string Trunk = "\n[FullyConvTrunk(Channels = 3)] public partial class NetTrunk { [MaxPool(Kernel = 1)] public partial Layer Pool1 { get; } }\n";
        string net = DiagnosticCase.Net("[Conv(4)] A; [CropToInput(Offset = 7)] Score; [SoftmaxLoss] Loss;", "[FullyConvNet(Channels = 3), Trunk(typeof(NetTrunk))]") + Trunk;
        foreach (string wrong in new[] { net, net.Replace("[Conv(4)]", "[Conv(4, From = \"nowhere\")]"), net.Replace("Offset = 7", "From = nameof()") })
            Assert.Single(Csc.Edit(Compilations.Create(wrong, Calls)), d => d.Severity == DiagnosticSeverity.Error);
    }

    private static string Ids(IEnumerable<Diagnostic> diagnostics) => string.Join(" ", diagnostics.Select(d => d.Id).Distinct());
}
