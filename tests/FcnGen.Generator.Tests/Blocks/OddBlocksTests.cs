using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests.Blocks;

/// <summary>Blocks that C# allows and nobody expects: each builds, or has its findings, and nothing throws.</summary>
public class OddBlocksTests
{
    private const string Tail = " [Score(4)] S; [SoftmaxLoss] Loss;";

    private const string Unit = "[FullyConvBlock(\"Width\")] public partial class Unit { [Conv(\"Width\")] public partial Layer A { get; } }\n";

    private static readonly string s_net = DiagnosticCase.Net("[Block(typeof(Unit), With = \"Width = 4\")] P;" + Tail);

    /// <summary>What a build says: our findings by id and a phrase of theirs, the compiler's errors by id.</summary>
    public static TheoryData<string, string, string> Declarations => new()
    {
        { "plain", s_net + Unit, "" },
        { "block alone", "using FcnGen;" + Unit, "" },
        { "internal", s_net + Unit.Replace("public partial class", "partial class"), "" },
        { "sealed", s_net + Unit.Replace("public partial class", "public sealed partial class"), "" },
        { "nested in the network", s_net.Replace("typeof(Unit)", "typeof(Net.Unit)") + "public partial class Net { " + Unit + " }", "" },
        { "nested in an interface", s_net.Replace("typeof(Unit)", "typeof(IOuter.Unit)") + "public partial interface IOuter { " + Unit + " }", "" },
        { "keyword as a name", s_net.Replace("typeof(Unit)", "typeof(@event)") + Unit.Replace("class Unit", "class @event"), "" },
        { "other part with members", s_net + Unit + "public partial class Unit { public int Extra => 3; }", "" },
        { "null parameters", s_net.Replace("With = \"Width = 4\"", "From = null") + "[FullyConvBlock(null!)] public partial class Unit { [Conv(4)] public partial Layer A { get; } }", "" },
        { "empty With", s_net.Replace("Width = 4", "") + "[FullyConvBlock] public partial class Unit { [Conv(4)] public partial Layer A { get; } }", "FCN070 a name is missing" },
        { "null With", s_net.Replace("\"Width = 4\"", "null") + "[FullyConvBlock] public partial class Unit { [Conv(4, With = null)] public partial Layer A { get; } }", "" },
        { "null separator", s_net.Replace("With =", "Separator = null!, Repeat = 2, With =") + Unit, "" },
        { "new line in a text", s_net + Unit.Replace("\"Width\")] public partial Layer", "\"Width\\n+\\n1\")] public partial Layer"), "" },
        { "braces in a name", s_net + Unit.Replace("Conv(\"Width\")", "Conv(\"Width\", Name = \"a{0}\")"), "" },
        { "braces in a finding", s_net + Unit.Replace("Conv(\"Width\")", "Conv(\"{0}\")"), "FCN070 '{' is no part" },
        { "generic", s_net.Replace("typeof(Unit)", "typeof(Unit<int>)") + Unit.Replace("class Unit", "class Unit<T>"), "FCN002 Class Unit is generic" },
        { "open generic", s_net.Replace("typeof(Unit)", "typeof(Unit<>)") + Unit.Replace("class Unit", "class Unit<T>"), "FCN002 Class Unit is generic" },
        { "static", s_net + Unit.Replace("public partial class", "public static partial class"), "FCN002 Class Unit is static; CS0708" },
        { "record", s_net + Unit.Replace("class Unit", "record Unit"), "FCN002 Class Unit is a record" },
        { "struct", s_net + Unit.Replace("class Unit", "struct Unit"), "FCN002 Class Unit is a struct" },
        { "base class", s_net + Unit.Replace("class Unit", "class Unit : Other") + "public class Other;", "FCN002 Class Unit derives from Other" },
        { "two markers", s_net + Unit.Replace("[FullyConvBlock(\"Width\")]", "[FullyConvBlock(\"Width\"), FullyConvTrunk(Channels = 3)]"), "FCN002 marked both as a trunk and as a block; FCN071 Width; FCN075 not marked" },
        { "not partial", s_net + Unit.Replace("partial ", ""), "FCN001 Class Unit" },
        { "enum as a block", s_net + "public enum Unit { A }", "FCN075 Block Unit" },
        { "array as a block", s_net.Replace("typeof(Unit)", "typeof(Unit[])") + Unit, "FCN075 not marked" },
        { "null as a block", s_net.Replace("typeof(Unit)", "null!") + Unit, "FCN075 not marked" },
        { "no marker", s_net + Unit.Replace("[FullyConvBlock(\"Width\")]", ""), "FCN007 Property A; FCN075 Block Unit" },
        { "network as a block", s_net.Replace("typeof(Unit)", "typeof(Net)"), "FCN075 Block Net" },
        { "unknown class", s_net, "CS0246" },
        { "name given to a use", s_net.Replace("With =", "Name = \"x\", With =") + Unit, "FCN020 left out, since Prefix" },
        { "control character in a prefix", s_net.Replace("With =", "Prefix = \"a\\n\", With =") + Unit, "FCN020 without control characters" },
        { "repeat 0", s_net.Replace("With =", "Repeat = 0, With =") + Unit, "FCN020 Repeat of p is 0" },
        { "repeat a lot", s_net.Replace("With =", "Repeat = 1001, With =") + Unit, "FCN020 Repeat of p is 1001" },
        { "repeat a fraction", s_net.Replace("Width = 4", "Width = 4, Repeat = 3 / 2") + Unit, "FCN020 Repeat of p is 3/2" },
        { "repeat twice", s_net.Replace("With = \"Width = 4", "Repeat = 2, With = \"Repeat = 2, Width = 4") + Unit, "FCN020 set twice" },
        { "repeat by its index", s_net.Replace("Width = 4", "Width = 4, Repeat = Index") + Unit, "FCN071 Index" },
        { "same prefix", DiagnosticCase.Net("[Block(typeof(Unit), Prefix = \"x\", With = \"Width = 4\")] P; [Block(typeof(Unit), Prefix = \"x\", With = \"Width = 4\")] Q;" + Tail) + Unit, "FCN015 both are called 'x.a'" },
        { "same prefix in repetitions", s_net.Replace("With =", "Repeat = 2, Prefix = \"x{1}\", With =") + Unit, "FCN015" },
        { "overflow", s_net.Replace("Width = 4", "Width = 4611686018427387904 * 4") + Unit, "FCN072 more digits" },
        { "too wide", s_net.Replace("Width = 4", "Width = 4294967296") + Unit, "FCN072 whole number of 32 bits" },
        { "relu in a use", s_net + Unit.Replace("[Conv(\"Width\")]", "[Conv(\"Width\"), Dropout(\"Width\")]"), "FCN020 ratio of a is 4" },
        { "loss as a block", s_net + "[FullyConvBlock(\"Width\")] public partial class Unit { [SoftmaxLoss] public partial Layer A { get; } }", "FCN075 no layer that could be its output" },
        { "loss as an output", s_net + Unit.Replace(" }\n", " [SoftmaxLoss, Output] public partial Layer B { get; } }\n"), "FCN075 is a loss" },
        { "reading a loss", s_net + Unit.Replace(" }\n", " [SoftmaxLoss] public partial Layer B { get; } [Conv(2, From = nameof(B))] public partial Layer C { get; } }\n"), "FCN016" },
        { "wrong in itself", s_net + Unit.Replace("\"Width\")] public partial Layer", "\"Width\", Kernel = 0)] public partial Layer"), "FCN020 in Unit.A (P)" },
        { "wrong whatever the parameters are", s_net + Unit.Replace("Conv(\"Width\")", "Conv(4, Kernel = 0)"), "FCN020 Kernel of a is 0" },
        { "wrong fusion in itself", s_net + Unit.Replace(" }\n", " [Sum(nameof(A))] public partial Layer B { get; } }\n"), "FCN019" },
        { "crop onto nothing in itself", s_net + Unit.Replace(" }\n", " [Crop] public partial Layer B { get; } }\n"), "FCN060" },
        { "crop onto what is unknown", s_net + Unit.Replace(" }\n", " [Crop(Onto = \"data\")] public partial Layer B { get; } }\n"), "FCN011" },
        { "doubled names in itself", s_net + Unit.Replace(" }\n", " [Conv(4, Name = \"a\")] public partial Layer B { get; } }\n"), "FCN015" },
        { "two of one name, one of which exists", s_net + Unit.Replace("[Conv(\"Width\")]", "[Conv(8, Name = \"a\"), When(\"Width > 4\")]").Replace(" }\n", " [Conv(4, Name = \"a\"), When(\"Width <= 4\")] public partial Layer B { get; } }\n"), "" },
        { "indexer in a block", s_net + Unit.Replace(" }\n", " [Conv(4)] public Layer this[int i] => null!; }\n"), "FCN004 is an indexer" },
        { "mutual", "using FcnGen; [FullyConvBlock] public partial class A { [Block(typeof(B))] public partial Layer X { get; } } [FullyConvBlock] public partial class B { [Block(typeof(A))] public partial Layer X { get; } }" + s_net.Replace("using FcnGen;", "").Replace("typeof(Unit), With = \"Width = 4\"", "typeof(A)"),
            "FCN075 B → A → B; FCN075 A → B → A" },
        { "trunk with a broken block", DiagnosticCase.Net(Tail, "[FullyConvNet(Channels = 3)] [Trunk(typeof(T))]") + "[FullyConvTrunk(Channels = 3)] public partial class T { [Block(typeof(Unit), With = \"Width = 0\")] public partial Layer P { get; } }" + Unit, "FCN020 outputs of p.a is 0" },
        { "half-typed use", s_net.Replace("typeof(Unit), With = \"Width = 4\"", "typeof(Unit), With = ") + Unit, "CS1525" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Declaration_builds_or_has_its_findings(string name, string source, string expected)
    {
        foreach (IReadOnlyList<Diagnostic> said in new[] { Csc.Compile(Compilations.Create(source)), Csc.Edit(Compilations.Create(source)) })
        {
            string[] found = [.. said.Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => d.IsOurs() ? d.Id + " " + d.GetMessage(CultureInfo.InvariantCulture) : d.Id).Distinct().Order(StringComparer.Ordinal).OrderByDescending(d => d[..3] == "FCN")];
            string[] want = expected.Split("; ", StringSplitOptions.RemoveEmptyEntries);
            Assert.True(
                want.Length == found.Length && want.Zip(found).All(pair => pair.Second.StartsWith(pair.First[..6], StringComparison.Ordinal) && pair.Second.Contains(pair.First[6..].TrimStart())),
                name + ": " + string.Join("; ", found));
        }
    }

    [Theory]
    [InlineData(100, "")]
    [InlineData(300, "FCN075")]
    public void Nesting_is_bounded(int depth, string expected)
    {
        string blocks = string.Concat(Enumerable.Range(0, depth).Select(i => $"[FullyConvBlock(\"W\")] public partial class B{i} {{ [Block(typeof(B{i + 1}), With = \"W = W + 1\")] public partial Layer X {{ get; }} }}\n"));
        string source = DiagnosticCase.Net("[Block(typeof(B0), With = \"W = 1\")] P;" + Tail, rest: blocks + $"[FullyConvBlock(\"W\")] public partial class B{depth} {{ [Conv(\"W\")] public partial Layer X {{ get; }} }}");
        ParseResult parsed = Analysis.Parse(Compilations.Create(source), "Net");
        Assert.Equal(expected, string.Join(" ", parsed.Findings.Select(f => f.Id)));
        if (parsed.Spec is not { } spec) return;
        Assert.Equal(4, spec.Layers.Count);
        Assert.Equal("P", spec.Layers[1].Name);
        Assert.Equal("p." + string.Concat(Enumerable.Repeat("x.", depth)) + "x", spec.Layers[1].CaffeName);
        Assert.Equal(depth + 1, ((Kinds.ConvSpec)spec.Layers[1]).Outputs);
    }

    /// <summary>A block that becomes right or wrong in another file is seen in the network, by generator and analyzer.</summary>
    [Fact]
    public void Edit_of_a_block_in_another_file_reaches_the_network()
    {
        CSharpCompilation compilation = Compilations.Create("using FcnGen;\n" + Unit, s_net);
        GeneratorDriver driver = Csc.Driver(new Csc.Options("analyzer"), track: true).RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees[0];
        CSharpCompilation With(string text) => compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText("using FcnGen;\n" + text, Compilations.ParseOptions, old.FilePath));

        CSharpCompilation wider = With(Unit.Replace("\"Width\")] public partial Layer", "\"2 * Width\")] public partial Layer"));
        driver = driver.RunGenerators(wider);
        Assert.Contains("p.a", string.Concat(driver.GetRunResult().GeneratedTrees.Select(t => t.ToString())));
        Assert.Contains(driver.GetRunResult().Results[0].TrackedSteps[TrackingNames.EmitNetwork].SelectMany(s => s.Outputs), o => o.Reason == IncrementalStepRunReason.Modified);
        Assert.Contains(driver.GetRunResult().Results[0].TrackedSteps[TrackingNames.EmitBlock].SelectMany(s => s.Outputs), o => o.Reason == IncrementalStepRunReason.Cached);

        driver = driver.RunGenerators(wider.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Elsewhere;", Compilations.ParseOptions)));
        Assert.All(driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs), o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));

        Assert.Empty(Analysis.Diagnostics(wider));
        Diagnostic found = Assert.Single(Analysis.Diagnostics(With(Unit.Replace("Conv(\"Width\")", "Conv(\"Width - 4\")"))));
        Assert.Equal(("FCN020", "Block(typeof(Unit), With = \"Width = 4\")"), (found.Id, Analysis.Span(found)));
        Assert.False(found.Properties.ContainsKey("Fix"));
    }
}
