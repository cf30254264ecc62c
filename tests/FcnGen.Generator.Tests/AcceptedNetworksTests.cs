using System.Linq;
using FcnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>
/// What the analyzer accepts must compile: odd names, odd options, types of the user's own. What it does not accept must say why, and
/// nothing else may be reported.
/// </summary>
public class AcceptedNetworksTests
{
    private static string Net(string body, string marker = "[FullyConvNet(Channels = 3)]") => "using FcnGen;\nnamespace Demo;\n" + marker + "\npublic partial class Net\n{\n" + body + "\n}\n";

    private static string L(string attributes, string name) => "    " + attributes + " public partial Layer " + name + " { get; }\n";

    public static TheoryData<string, string> Sources => new()
    {
        { "concat twice", Net(L("[Conv(2)]", "A") + L("[Concat(\"A\", \"A\")]", "C") + L("[SoftmaxLoss]", "Loss")) },
        { "head without loss on its own input", Net(
            L("[Input(3)]", "Color") + L("[Input(1)]", "Depth") + L("[Conv(2, From = \"Color\")]", "Score") + L("[SoftmaxLoss]", "Loss")
            + L("[Conv(1, From = \"Depth\"), Output]", "Edge"), "[FullyConvNet]") },
        { "keyword", Net(L("[Conv(2)]", "@class") + L("[SoftmaxLoss]", "Loss")) },
        { "keyword from", Net(L("[Conv(2)]", "@fixed") + L("[Conv(2)]", "B") + L("[Sum(nameof(@fixed), \"B\")]", "S") + L("[SoftmaxLoss]", "Loss")) },
        { "Gradient", Net(L("[Conv(2), Relu]", "A") + L("[Conv(2), Relu]", "AGradient") + L("[SoftmaxLoss]", "Loss")) },
        { "Winners", Net(L("[MaxPool(Kernel = 3, Pad = 1)]", "Pool") + L("[Conv(2)]", "PoolWinners") + L("[SoftmaxLoss]", "Loss")) },
        { "Bytes", Net(L("[Conv(2)]", "Bytes") + L("[SoftmaxLoss]", "Loss")) },
        { "Forward", Net(L("[Conv(2)]", "Forward") + L("[SoftmaxLoss]", "Loss")) },
        { "Segment", Net(L("[Conv(2)]", "Segment") + L("[SoftmaxLoss]", "Loss")) },
        { "Losses", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Losses")) },
        { "Outputs", Net(L("[Conv(2)]", "Outputs") + L("[SoftmaxLoss]", "Loss")) },
        { "Parameters", Net(L("[Conv(2)]", "Parameters") + L("[SoftmaxLoss]", "Loss")) },
        { "Sizes", Net(L("[Conv(2)]", "Sizes") + L("[SoftmaxLoss]", "Loss")) },
        { "Plan", Net(L("[Conv(2)]", "Plan") + L("[SoftmaxLoss]", "Loss")) },
        { "Blob", Net(L("[Conv(2)]", "Blob") + L("[SoftmaxLoss]", "Loss")) },
        { "Device", Net(L("[Conv(2)]", "Device") + L("[SoftmaxLoss]", "Loss")) },
        { "Input conv", Net(L("[Conv(2, Kernel = 3, Pad = 2)]", "Input") + L("[CropToInput]", "Score") + L("[SoftmaxLoss]", "Loss")) },
        { "Layer", Net(L("[Conv(2)]", "Layer") + L("[SoftmaxLoss]", "Loss")) },
        { "unicode", Net(L("[Conv(2)]", "Größe") + L("[Conv(2)]", "ıİ") + L("[SoftmaxLoss]", "Loss")) },
        { "escape", Net(L("[Conv(2, Name = \"a\\nb\")]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "xml", Net(L("[Conv(2, Name = \"a<b&c\")]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "user's own Blob", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public class Blob { }\n" },
        { "user's own Device", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public class Device { }\n" },
        { "user's own Pass", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public enum Pass { }\n" },
        { "user's own Filler", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) + "public enum Filler { }\n" },
        { "generic", Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")).Replace("class Net", "class Net<T> where T : struct") },
        { "generic outer", "using FcnGen;\nnamespace Demo;\npublic partial class Outer<T, U> {\n" + Net(L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")).Replace("using FcnGen;\nnamespace Demo;\n", "") + "}\n" },
        { "private nested", "using FcnGen;\nnamespace Demo;\ninternal partial class Outer {\n[FullyConvNet(Channels = 3)]\nprivate sealed partial class Net\n{\n" + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss") + "}}\n" },
        { "no loss", Net(L("[Conv(2), Output]", "A")) },
        { "relu on input, dropout 0", Net(L("[Relu, Dropout(0)]", "R") + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "loss on input", Net(L("[SoftmaxLoss(From = \"data\")]", "Loss")) },
        { "namespace keyword", "using FcnGen;\nnamespace @event.Nets;\n[FullyConvNet(Channels = 3)]\npublic partial class Net {\n" + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss") + "}\n" },
        { "budget", Net(
            L("[Input(3)]", "Color") + L("[Input(1)]", "Depth") + L("[Conv(2, From = \"Color\")]", "Score") + L("[SoftmaxLoss]", "Loss")
            + L("[Conv(1, From = \"Depth\"), Output]", "Edge"), "[FullyConvNet, MemoryBudget(1000, Training = true)]") },
        { "trunk through", "using FcnGen;\nnamespace Demo;\n[FullyConvTrunk(Channels = 3)] public partial class T {\n" + L("[Conv(2)]", "A") + L("[Conv(2)]", "B") + "}\n" + Net(L("[Sum(\"A\" + \"X\", \"A\" + \"Y\")]", "S") + L("[SoftmaxLoss]", "Loss"), "[FullyConvNet(Channels = 3), Trunk(typeof(T), Suffix = \"X\", Through = \"A\"), Trunk(typeof(T), Suffix = \"Y\", Through = \"A\")]").Replace("using FcnGen;\nnamespace Demo;\n", "") },
        { "bilinear with a bias", Net(L("[Conv(2)]", "A") + L("[Deconv(2, Kernel = 3, Pad = 1, Bilinear = true, Bias = true)]", "Up") + L("[SoftmaxLoss]", "Loss")) },
        { "wide max-pool", Net(L("[MaxPool(Kernel = 17, Pad = 8)]", "P") + L("[Conv(2)]", "A") + L("[SoftmaxLoss]", "Loss")) },
        { "gap pool", Net(L("[AvgPool(Kernel = 1, Stride = 2)]", "P") + L("[Conv(2)]", "A") + L("[Deconv(2, Kernel = 1, Stride = 2)]", "U")+ L("[CropToInput]", "S") + L("[SoftmaxLoss]", "Loss")) },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void What_the_checks_accept_compiles(string what, string source)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp13);
        CSharpCompilation compilation = Compilations.Create();
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, parse)).WithOptions(
            compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable).WithOverflowChecks(true).WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new FcnGenGenerator().AsSourceGenerator()], parseOptions: parse, optionsProvider: new Csc.Options(Reporter.Analyzer));
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var generator);
        string findings = string.Join("; ", Analysis.Diagnostics(compilation).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id + " " + d.GetMessage()));
        string errors = string.Join("; ", generator.Concat(output.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error).Take(4).Select(d => d.Id + " " + d.GetMessage()));
        Assert.DoesNotContain("FCN9999", findings);
        Assert.True(errors.Length == 0, $"{what}: {errors}; the analyzer says: {findings}");
    }
}
