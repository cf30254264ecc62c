using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FcnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>
/// What the checks accept must compile: odd names, odd options, types of the user's own. What they refuse they say why, and nothing else may
/// be reported.
/// </summary>
public class AcceptedNetworksTests
{
    private static string Net(string body, string marker = "[FullyConvNet(Channels = 3)]") => "using FcnGen;\nnamespace Demo;\n" + marker + "\npublic partial class Net\n{\n" + body + "\n}\n";

    private static string L(string attributes, string name) => "    " + attributes + " public partial Layer " + name + " { get; }\n";

    public static TheoryData<string, string> Accepted => new()
    {
        { "concat twice", Net(L("[Conv(2)]", "A") + L("[Concat(\"A\", \"A\")]", "C") + L("[SoftmaxLoss]", "Loss")) },
        { "head without loss on its own input", Net(
            L("[Input(3)]", "Color") + L("[Input(1)]", "Depth") + L("[Conv(2, From = \"Color\")]", "Score") + L("[SoftmaxLoss]", "Loss")
            + L("[Conv(1, From = \"Depth\"), Output]", "Edge"), "[FullyConvNet]") },
        { "Gradient", Net(L("[Conv(2), Relu]", "A") + L("[Conv(2), Relu]", "AGradient") + L("[SoftmaxLoss]", "Loss")) },
        { "Winners", Net(L("[MaxPool(Kernel = 3, Pad = 1)]", "Pool") + L("[Conv(2)]", "PoolWinners") + L("[SoftmaxLoss]", "Loss")) },
        { "Losses", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Losses")) },
        { "Bytes", Net(L("[Conv(2)]", "Bytes") + L("[SoftmaxLoss]", "Loss")) },
        { "Blob", Net(L("[Conv(2)]", "Blob") + L("[SoftmaxLoss]", "Loss")) },
        { "Input conv", Net(L("[Conv(2, Kernel = 3, Pad = 2)]", "Input") + L("[CropToInput]", "Score") + L("[SoftmaxLoss]", "Loss")) },
        { "unicode", Net(L("[Conv(2)]", "Größe") + L("[Conv(2)]", "ıİ") + L("[SoftmaxLoss]", "Loss")) },
        { "xml", Net(L("[Conv(2, Name = \"a<b&c\")]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "user's own Blob", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public class Blob { }\n" },
        { "user's own Device", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public class Device { }\n" },
        { "user's own Pass", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public enum Pass { }\n" },
        { "user's own Filler", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public enum Filler { }\n" },
        { "private nested", "using FcnGen;\nnamespace Demo;\ninternal partial class Outer {\n[FullyConvNet(Channels = 3)]\nprivate sealed partial class Net\n{\n" + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss") + "}}\n" },
        { "relu on input, dropout 0", Net(L("[Relu, Dropout(0)]", "R") + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "loss on input", Net(L("[SoftmaxLoss(From = \"data\")]", "Loss")) },
        { "namespace keyword", "using FcnGen;\nnamespace @event.Nets;\n[FullyConvNet(Channels = 3)]\npublic partial class Net {\n" + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss") + "}\n" },
        { "budget", Net(
            L("[Input(3)]", "Color") + L("[Input(1)]", "Depth") + L("[Conv(2, From = \"Color\")]", "Score") + L("[SoftmaxLoss]", "Loss")
            + L("[Conv(1, From = \"Depth\"), Output]", "Edge"), "[FullyConvNet, MemoryBudget(1000, Training = true)]") },
        { "trunk through", "using FcnGen;\nnamespace Demo;\n[FullyConvTrunk(Channels = 3)] public partial class T {\n" + L("[Conv(2)]", "A") + L("[Conv(2)]", "B") + "}\n" + Net(L("[Sum(\"A\" + \"X\", \"A\" + \"Y\")]", "S") + L("[SoftmaxLoss]", "Loss"), "[FullyConvNet(Channels = 3), Trunk(typeof(T), Suffix = \"X\", Through = \"A\"), Trunk(typeof(T), Suffix = \"Y\", Through = \"A\")]").Replace("using FcnGen;\nnamespace Demo;\n", "") },
        { "escape in a name", Net(L("[Conv(2, Name = \"a\\\"b\\\\c\")]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "no loss, to segment only", Net(L("[Conv(2), Output]", "A"), "[FullyConvNet(Channels = 3, InferenceOnly = true)]") },
        { "bilinear", Net(L("[Conv(2)]", "A") + L("[Deconv(2, Kernel = 1, Bilinear = true)]", "Up") + L("[SoftmaxLoss]", "Loss")) },
        { "widest max-pool", Net(L("[MaxPool(Kernel = 15, Pad = 7)]", "P") + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "gap pool that rounds down", Net(L("[AvgPool(Kernel = 1, Stride = 2, Rounding = Rounding.Floor)]", "P") + L("[Conv(2)]", "A") + L("[Deconv(2, Kernel = 3, Stride = 2)]", "U") + L("[CropToInput]", "S") + L("[SoftmaxLoss]", "Loss")) },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { "keyword", "FCN004", Net(L("[Conv(2)]", "@class") + L("[SoftmaxLoss]", "Loss")) },
        { "keyword from", "FCN004", Net(L("[Conv(2)]", "@fixed") + L("[Conv(2)]", "B") + L("[Sum(nameof(@fixed), \"B\")]", "S") + L("[SoftmaxLoss]", "Loss")) },
        { "generic", "FCN002", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")).Replace("class Net", "class Net<T> where T : struct") },
        { "generic outer", "FCN002", "using FcnGen;\nnamespace Demo;\npublic partial class Outer<T, U> {\n" + Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")).Replace("using FcnGen;\nnamespace Demo;\n", "") + "}\n" },
        { "Forward", "FCN004", Net(L("[Conv(2)]", "Forward") + L("[SoftmaxLoss]", "Loss")) },
        { "Segment", "FCN004", Net(L("[Conv(2)]", "Segment") + L("[SoftmaxLoss]", "Loss")) },
        { "LossCount", "FCN004", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "LossCount")) },
        { "Outputs", "FCN004", Net(L("[Conv(2)]", "Outputs") + L("[SoftmaxLoss]", "Loss")) },
        { "Parameters", "FCN004", Net(L("[Conv(2)]", "Parameters") + L("[SoftmaxLoss]", "Loss")) },
        { "Sizes", "FCN004", Net(L("[Conv(2)]", "Sizes") + L("[SoftmaxLoss]", "Loss")) },
        { "Plan", "FCN004", Net(L("[Conv(2)]", "Plan") + L("[SoftmaxLoss]", "Loss")) },
        { "Device", "FCN004", Net(L("[Conv(2)]", "Device") + L("[SoftmaxLoss]", "Loss")) },
        { "Layer", "FCN004", Net(L("[Conv(2)]", "Layer") + L("[SoftmaxLoss]", "Loss")) },
        { "escape", "FCN020", Net(L("[Conv(2, Name = \"a\\nb\")]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "no loss", "FCN018", Net(L("[Conv(2), Output]", "A")) },
        { "bilinear with a bias", "FCN020", Net(L("[Conv(2)]", "A") + L("[Deconv(2, Kernel = 3, Pad = 1, Bilinear = true, Bias = true)]", "Up") + L("[SoftmaxLoss]", "Loss")) },
        { "wide max-pool", "FCN020", Net(L("[MaxPool(Kernel = 17, Pad = 8)]", "P") + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "gap pool", "FCN020", Net(L("[AvgPool(Kernel = 1, Stride = 2)]", "P") + L("[Conv(2)]", "A") + L("[Deconv(2, Kernel = 1, Stride = 2)]", "U")+ L("[CropToInput]", "S") + L("[SoftmaxLoss]", "Loss")) },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_the_checks_accept_compiles(string what, string source)
    {
        (string[] findings, string[] errors) = Compile(source);
        Assert.True(findings.Length + errors.Length == 0, $"{what}: {string.Join("; ", [.. findings, .. errors.Take(4)])}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_they_refuse_has_one_finding_and_no_error_of_the_compiler(string what, string id, string source)
    {
        (string[] findings, string[] errors) = Compile(source);
        Assert.True(findings.Length == 1 && findings[0].StartsWith(id + " ", StringComparison.Ordinal), $"{what}: {string.Join("; ", findings)}");
        Assert.True(errors.Length == 0, $"{what}: {string.Join("; ", errors.Take(4))}");
    }

    /// <summary>Findings of the analyzer, and errors of the compiler on the source with the generated part; warnings are errors.</summary>
    private static (string[] Findings, string[] Errors) Compile(string source)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp13);
        CSharpCompilation compilation = Compilations.Create();
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, parse)).WithOptions(
            compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable).WithOverflowChecks(true).WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new FcnGenGenerator().AsSourceGenerator()], parseOptions: parse, optionsProvider: new Csc.Options(Reporter.Analyzer));
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var generator);
        return (Errors(Analysis.Diagnostics(compilation)), Errors(generator.Concat(output.GetDiagnostics())));

        static string[] Errors(IEnumerable<Diagnostic> diagnostics) =>
            [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id + " " + d.GetMessage(CultureInfo.InvariantCulture))];
    }
}
