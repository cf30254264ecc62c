using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FcnGen.CodeFixes;
using FcnGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace FcnGen.Generator.Tests;

/// <summary>Each fix: what it is called, the text that it leaves, and that the finding is gone.</summary>
public class CodeFixTests
{
    private const string Tail = " [CropToInput] Score; [SoftmaxLoss] Loss;";

    private const string Skip = "[Conv(4, Kernel = 3, Pad = 50)] Conv1; [MaxPool(Kernel = 2, Stride = 2)] Pool1; [MaxPool(Kernel = 2, Stride = 2)] Pool2; ";

    public static TheoryData<string, string, string, string, string> Fixes => new()
    {
        {
            "FCN001", "Add partial", "// A net.\n[FullyConvNet(Channels = 3)]\npublic class Net\n{\n    [Conv(4), Output] public Layer A => null!;\n}",
            "// A net.\n[FullyConvNet(Channels = 3)]\npublic partial class Net\n{\n    [Conv(4), Output] public Layer A => null!;\n}", ""
        },
        { "FCN003", "Add partial", Net("[Conv(4)] public Layer A { get; }" + Tail), Net("[Conv(4)] public partial Layer A { get; }" + Tail), "" },
        {
            "FCN023", "Set outputs = 21 in Up", Net("[Score(21)] A; [Deconv(20, Kernel = 4, Stride = 2, Bilinear = true)] Up; [Deconv(21, Kernel = 1), Output] B;"),
            Net("[Score(21)] A; [Deconv(21, Kernel = 4, Stride = 2, Bilinear = true)] Up; [Deconv(21, Kernel = 1), Output] B;"), ""
        },
        {
            "FCN030", "Set Stride = 2 in Up2",
            Net(Skip + "[Deconv(4, Kernel = 4, Stride = 4)] Up2; [Crop(From = nameof(Pool1), Onto = nameof(Up2))] Pool1c; [Sum(nameof(Up2), nameof(Pool1c)), Output] Fuse;"),
            Net(Skip + "[Deconv(4, Kernel = 4, Stride = 2)] Up2; [Crop(From = nameof(Pool1), Onto = nameof(Up2))] Pool1c; [Sum(nameof(Up2), nameof(Pool1c)), Output] Fuse;"),
            "FCN031" // the grids now agree; where the skip starts is another matter
        },
        {
            "FCN032", "Set Kernel = 63 in Upscore", Sources.AlexNet(kernel: 64), Sources.AlexNet(kernel: 63), ""
        },
        {
            "FCN032", "Set Kernel = 2 in Up", Net("[Conv(4, Kernel = 3, Pad = 4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Stride = 2), Relu] Up;" + Tail),
            Net("[Conv(4, Kernel = 3, Pad = 4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Stride = 2, Kernel = 2), Relu] Up;" + Tail), ""
        },
        {
            "FCN033", "Set Offset = 5 in ScorePool4c", Sources.Fcn8s().Replace("[Crop(Onto = nameof(Upscore2))]", "[Crop(Onto = nameof(Upscore2), Offset = 4)]"),
            Sources.Fcn8s().Replace("[Crop(Onto = nameof(Upscore2))]", "[Crop(Onto = nameof(Upscore2), Offset = 5)]"), ""
        },
        {
            "FCN034", "Set Kernel = 4 in Up2", Net(Skip + "[Conv(4, Kernel = 3)] Fc; [Deconv(4, Kernel = 3, Stride = 2)] Up2; [Sum(nameof(Up2), nameof(Pool1)), Output] Fuse;"),
            Net(Skip + "[Conv(4, Kernel = 3)] Fc; [Deconv(4, Kernel = 4, Stride = 2)] Up2; [Sum(nameof(Up2), nameof(Pool1)), Output] Fuse;"),
            "FCN034" // now a whole number of cells apart, so that a crop is advised
        },
        {
            "FCN042", "Set MinSize = 5", Net("[Conv(4, Kernel = 9, Pad = 2)] A; [Deconv(4, Kernel = 5)] Up;" + Tail, "MinSize = 4"),
            Net("[Conv(4, Kernel = 9, Pad = 2)] A; [Deconv(4, Kernel = 5)] Up;" + Tail, "MinSize = 5"), ""
        },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task Fix_mends_the_source(string id, string title, string before, string after, string leaves)
    {
        if (!before.Contains("using FcnGen;")) (before, after) = ("using FcnGen;\n" + before, "using FcnGen;\n" + after);
        using var workspace = new AdhocWorkspace();
        CSharpCompilation compilation = Compilations.Create(before, Sources.Vgg16);
        Project project = workspace.AddProject("Declared", LanguageNames.CSharp).WithParseOptions(Compilations.ParseOptions)
            .WithCompilationOptions(compilation.Options).AddMetadataReferences(compilation.References);
        project = project.AddDocument("Vgg16.cs", Sources.Vgg16).Project;
        Document document = project.AddDocument("Net.cs", before);

        Diagnostic diagnostic = Assert.Single(await Analyze(document), d => d.Id == id);
        CodeAction action = Assert.Single(await Actions(document, diagnostic));
        Assert.Equal(title, action.Title);

        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        Document mended = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(after, (await mended.GetTextAsync()).ToString());
        IEnumerable<string> left = (await Analyze(mended)).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct();
        if (id is "FCN001") return; // its property is not partial either, which is the next finding
        Assert.Equal(leaves, string.Join(" ", left));
    }

    [Fact]
    public async Task No_fix_is_offered_for_a_layer_of_the_trunk()
    {
        using var workspace = new AdhocWorkspace();
        string source = Net("[CropToInput] Score; [SoftmaxLoss] Loss;").Replace("public partial class", "[Trunk(typeof(Base))]\npublic partial class")
            + "[FullyConvTrunk(Channels = 3)] public partial class Base\n{\n"
            + DiagnosticCase.Layers("[Conv(4, Kernel = 3, Pad = 4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Stride = 2, Kernel = 1)] Up;") + "\n}\n";
        CSharpCompilation compilation = Compilations.Create(source);
        Document document = workspace.AddProject("Declared", LanguageNames.CSharp).WithParseOptions(Compilations.ParseOptions)
            .WithCompilationOptions(compilation.Options).AddMetadataReferences(compilation.References).AddDocument("Net.cs", "using FcnGen;\n" + source);
        Diagnostic diagnostic = Assert.Single(await Analyze(document));
        Assert.Equal("FCN032", diagnostic.Id);
        Assert.Empty(await Actions(document, diagnostic));
    }

    private static async Task<IReadOnlyList<Diagnostic>> Analyze(Document document)
    {
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync())!;
        return Analysis.Diagnostics(compilation);
    }

    private static async Task<IReadOnlyList<CodeAction>> Actions(Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        foreach (CodeFixProvider provider in new CodeFixProvider[] { new AddPartialCodeFix(), new SetArgumentCodeFix() })
        {
            if (!provider.FixableDiagnosticIds.Contains(diagnostic.Id)) continue;
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    private static string Net(string layers, string more = "") => DiagnosticCase.Net(layers, "[FullyConvNet(Channels = 3" + (more.Length > 0 ? ", " + more : "") + ")]");
}
