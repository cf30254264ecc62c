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
            "// A net.\n[FullyConvNet(Channels = 3)]\npublic partial class Net\n{\n    [Conv(4), Output] public Layer A => null!;\n}",
            "FCN003" // its property is not partial either
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
            "FCN032", "Set Kernel = 4 in Up", Net("[Conv(4, Kernel = 3, Pad = 4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Stride = 2), Relu] Up;" + Tail),
            Net("[Conv(4, Kernel = 3, Pad = 4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Stride = 2, Kernel = 4), Relu] Up;" + Tail), ""
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
            "FCN030", "Set Stride = 2, Kernel = 4 in Up2", // the two together, or the scores would be scaled
            Net(Skip + "[Deconv(4, Kernel = 8, Stride = 4, Bilinear = true)] Up2; [Crop(From = nameof(Pool1), Onto = nameof(Up2))] Pool1c; [Sum(nameof(Up2), nameof(Pool1c)), Output] Fuse;"),
            Net(Skip + "[Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up2; [Crop(From = nameof(Pool1), Onto = nameof(Up2))] Pool1c; [Sum(nameof(Up2), nameof(Pool1c)), Output] Fuse;"),
            "FCN031"
        },
        {
            "FCN030", "Set Stride = 2 in P", Net("[Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2)] P; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail),
            Net("[Conv(4, Kernel = 3, Pad = 1)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail), ""
        },
        {
            // In both branches, or the sum would lack what this makes equal.
            "FCN030", "Set Stride = 2 in P and Q", Net("[Conv(4)] A; [MaxPool(Kernel = 2)] P; [MaxPool(Kernel = 2, From = nameof(A))] Q; [Sum(nameof(P), nameof(Q))] S; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail),
            Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [MaxPool(Kernel = 2, From = nameof(A), Stride = 2)] Q; [Sum(nameof(P), nameof(Q))] S; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail), ""
        },
        {
            "FCN030", "Set Stride = 2 in P and Q; Pad = 1 in B", Net("[Conv(4)] A; [MaxPool(Kernel = 2)] P; [MaxPool(Kernel = 2, From = nameof(A))] Q; [Sum(nameof(P), nameof(Q))] S; [Conv(4, Kernel = 3)] B; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail),
            Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [MaxPool(Kernel = 2, From = nameof(A), Stride = 2)] Q; [Sum(nameof(P), nameof(Q))] S; [Conv(4, Kernel = 3, Pad = 1)] B; [Deconv(4, Kernel = 4, Stride = 2)] Up;" + Tail), ""
        },
        {
            "FCN031", "Set Pad = 1 in A", Net("[System.Obsolete, Conv(4, Kernel = 3)] A;" + Tail), Net("[System.Obsolete, Conv(4, Kernel = 3, Pad = 1)] A;" + Tail), ""
        },
        {
            "FCN031", "Set Pad = 1 in A", "using C = FcnGen.ConvAttribute;\n" + Net("[Relu, C(4, Kernel = 3)] A;" + Tail), "using C = FcnGen.ConvAttribute;\n" + Net("[Relu, C(4, Kernel = 3, Pad = 1)] A;" + Tail), ""
        },
        {
            "FCN031", "Set Pad = 1 in A and B", Net("[Conv(4, Kernel = 3), Relu] A; [Conv(4, Kernel = 3)] B;" + Tail), Net("[Conv(4, Kernel = 3, Pad = 1), Relu] A; [Conv(4, Kernel = 3, Pad = 1)] B;" + Tail), ""
        },
        {
            "FCN031", "Set Pad = 1 in A; Pad = 4 in B", Net("[Conv(4, Kernel = 3)] A; [Relu, Conv(4, Pad = 2, Kernel = 5, Dilation = 2)] B;" + Tail),
            Net("[Conv(4, Kernel = 3, Pad = 1)] A; [Relu, Conv(4, Pad = 4, Kernel = 5, Dilation = 2)] B;" + Tail), ""
        },
        {
            "FCN031", "Set FirstPad = 81 in Trunk", Sources.Fcn32s().Replace(", FirstPad = 100", ""), Sources.Fcn32s().Replace("FirstPad = 100", "FirstPad = 81"), "" // 100 leaves a crop of 19, as published
        },
        {
            "FCN011", "Change to nameof(Conv1)", Net("[Conv(4)] Conv1; [Conv(4, From = \"Conv\")] B;" + Tail), Net("[Conv(4)] Conv1; [Conv(4, From = nameof(Conv1))] B;" + Tail), ""
        },
        {
            "FCN011", "Change to nameof(ScoreA)", Net("[Conv(4)] ScoreA; [Conv(4)] B; [Sum([\"B\", \"score_a\"])] C;" + Tail), Net("[Conv(4)] ScoreA; [Conv(4)] B; [Sum([\"B\", nameof(ScoreA)])] C;" + Tail), ""
        },
        {
            "FCN011", "Change to \"Pool4\"", Sources.Fcn8s().Replace("From = nameof(Vgg16.Pool4)", "From = \"Pol4\""), Sources.Fcn8s().Replace("From = nameof(Vgg16.Pool4)", "From = \"Pool4\""), ""
        },
        {
            "FCN011", "Change to \"data\"", Net("[Conv(4)] A; [CropToInput(Input = \"image\")] Score; [SoftmaxLoss] Loss;"), Net("[Conv(4)] A; [CropToInput(Input = \"data\")] Score; [SoftmaxLoss] Loss;"), ""
        },
        {
            "FCN065", "Change to nameof(P)", Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Conv(4)] B; [Unpool(nameof(B))] U;" + Tail),
            Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Conv(4)] B; [Unpool(nameof(P))] U;" + Tail), ""
        },
        {
            "FCN018", "Set InferenceOnly = true", Net("[Conv(4), Output] A;"), Net("[Conv(4), Output] A;", "InferenceOnly = true"), ""
        },
        { "FCN026", "Set Stride = 2 in P", Net("[Conv(4)] A; [MaxPool(Kernel = 3, Pad = 0), Output] P; [SoftmaxLoss(From = nameof(A))] Loss;"), Net("[Conv(4)] A; [MaxPool(Kernel = 3, Pad = 0, Stride = 2), Output] P; [SoftmaxLoss(From = nameof(A))] Loss;"), "" },
        { "FCN026", "Set Stride = 1 in P", Net("[Conv(4)] A; [MaxPool, Output] P; [SoftmaxLoss(From = nameof(A))] Loss;"), Net("[Conv(4)] A; [MaxPool(Stride = 1), Output] P; [SoftmaxLoss(From = nameof(A))] Loss;"), "" },
        {
            "FCN027", "Set Kernel = 4 in Up", Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Kernel = 8, Stride = 2, Bilinear = true)] Up;" + Tail),
            Net("[Conv(4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Kernel = 4, Stride = 2, Bilinear = true)] Up;" + Tail), ""
        },
        {
            "FCN034", "Crop Pool1 onto Up2", Net(Skip + "[Conv(4, Kernel = 3)] Fc; [Deconv(4, Kernel = 4, Stride = 2)] Up2; [Sum(nameof(Up2), nameof(Pool1)), Output] Fuse; [SoftmaxLoss(From = \"data\")] Loss;").Replace("[Sum", "\n    [Sum"),
            Net(Skip + "[Conv(4, Kernel = 3)] Fc; [Deconv(4, Kernel = 4, Stride = 2)] Up2;@@[Sum(nameof(Up2), nameof(Pool1c)), Output] Fuse; [SoftmaxLoss(From = \"data\")] Loss;")
                .Replace("@@", " \n    [Crop(From = nameof(Pool1), Onto = nameof(Up2))] public partial Layer Pool1c { get; }\n    "),
            ""
        },
        {
            "FCN034", "Crop A onto B", // written as the fusion wrote it
            "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4, Kernel = 3, Pad = 3)] public partial Layer A { get; } }\n[Trunk(typeof(Base))]\n[FullyConvNet(Channels = 3)]\npublic partial class Net\n{\n    // Both.\n"
                + DiagnosticCase.Layers("    [Conv(4, Kernel = 5)] B;\n    [Concat([nameof(B), nameof(Base.A)])] C;\n    [Conv(4, Kernel = 3, Pad = 1)] D;\n    [Output, Conv(2)] E;\n    [SoftmaxLoss(From = \"data\")] Loss;") + "\n}",
            "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4, Kernel = 3, Pad = 3)] public partial Layer A { get; } }\n[Trunk(typeof(Base))]\n[FullyConvNet(Channels = 3)]\npublic partial class Net\n{\n    // Both.\n"
                + DiagnosticCase.Layers("    [Conv(4, Kernel = 5)] B;\n    [Crop(From = nameof(Base.A), Onto = nameof(B))] Ac;\n    [Concat([nameof(B), nameof(Ac)])] C;\n    [Conv(4, Kernel = 3, Pad = 1)] D;\n    [Output, Conv(2)] E;\n    [SoftmaxLoss(From = \"data\")] Loss;") + "\n}",
            ""
        },
        {
            "FCN041", "Set Rounding = Rounding.Floor in P", Net("[Conv(4)] A; [MaxPool(Kernel = 3, Stride = 2, Pad = 1)] P; [Conv(4, Kernel = 3, Stride = 2, Pad = 1, From = nameof(A))] B; [Concat(nameof(B), nameof(P))] C; [Deconv(8, Kernel = 3, Stride = 2, Bilinear = true)] Up;" + Tail),
            Net("[Conv(4)] A; [MaxPool(Kernel = 3, Stride = 2, Pad = 1, Rounding = Rounding.Floor)] P; [Conv(4, Kernel = 3, Stride = 2, Pad = 1, From = nameof(A))] B; [Concat(nameof(B), nameof(P))] C; [Deconv(8, Kernel = 3, Stride = 2, Bilinear = true)] Up;" + Tail), ""
        },
        {
            "FCN034", "Set Pad = 1 in B", Net("[Conv(4)] A; [Conv(4, Kernel = 3)] B; [Sum(nameof(B), nameof(A))] C;" + Tail), Net("[Conv(4)] A; [Conv(4, Kernel = 3, Pad = 1)] B; [Sum(nameof(B), nameof(A))] C;" + Tail), ""
        },
        {
            "FCN062", "Set Channels = 3", "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4)] public partial Layer A { get; } }\n[Trunk(typeof(Base))]\n[FullyConvNet(Channels = 1)]\npublic partial class Net\n{\n" + DiagnosticCase.Layers("[Conv(4)] C;" + Tail) + "\n}",
            "[FullyConvTrunk(Channels = 3)] public partial class Base { [Conv(4)] public partial Layer A { get; } }\n[Trunk(typeof(Base))]\n[FullyConvNet(Channels = 3)]\npublic partial class Net\n{\n" + DiagnosticCase.Layers("[Conv(4)] C;" + Tail) + "\n}", ""
        },
        {
            "FCN042", "Set MinSize = 5", Net("[Conv(4, Kernel = 9, Pad = 2)] A; [Deconv(4, Kernel = 5, Filler = Filler.Msra)] Up;" + Tail, "MinSize = 4"),
            Net("[Conv(4, Kernel = 9, Pad = 2)] A; [Deconv(4, Kernel = 5, Filler = Filler.Msra)] Up;" + Tail, "MinSize = 5"), ""
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
        CodeAction action = Assert.Single(await Actions(document, diagnostic), a => a.Title == title);

        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        Document mended = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(after, (await mended.GetTextAsync()).ToString());
        IEnumerable<string> left = (await Analyze(mended)).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct();
        Assert.Equal(leaves, string.Join(" ", left));
    }

    [Fact]
    public async Task No_fix_is_offered_for_a_layer_of_the_trunk()
    {
        using var workspace = new AdhocWorkspace();
        string source = Net("[CropToInput] Score; [SoftmaxLoss] Loss;").Replace("public partial class", "[Trunk(typeof(Base))]\npublic partial class")
            + "[FullyConvTrunk(Channels = 3)] public partial class Base\n{\n"
            + DiagnosticCase.Layers("[Conv(4, Kernel = 3, Pad = 4)] A; [MaxPool(Kernel = 2, Stride = 2)] P; [Deconv(4, Stride = 2, Kernel = 1, Filler = Filler.Msra)] Up;") + "\n}\n";
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
        foreach (CodeFixProvider provider in new CodeFixProvider[] { new AddPartialCodeFix(), new EditCodeFix() })
        {
            if (!provider.FixableDiagnosticIds.Contains(diagnostic.Id)) continue;
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    private static string Net(string layers, string more = "") => DiagnosticCase.Net(layers, "[FullyConvNet(Channels = 3" + (more.Length > 0 ? ", " + more : "") + ")]");
}
