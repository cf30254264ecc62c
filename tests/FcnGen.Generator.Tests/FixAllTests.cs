using System;
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

/// <summary>Fix All: over a document, a project or the solution it does what each fix does alone, and several fixes of one class do not disturb each other.</summary>
public class FixAllTests
{
    private static readonly CodeFixProvider[] Providers = [new AddPartialCodeFix(), new EditCodeFix()];

    private static readonly DiagnosticCase[] Cases = [.. DiagnosticTests.Cases.Where(static c => Fixable(c.Id) && c.Id is not "FCN020")];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.ToString())];

    /// <summary>Every mistake in two classes of one file, in another file, and in another project.</summary>
    [Theory]
    [Trait("Lane", "Slow")]
    [MemberData(nameof(Names))]
    public async Task Fix_all_is_every_single_fix(string name)
    {
        DiagnosticCase mistake = Cases.Single(c => c.ToString() == name);
        using var workspace = new AdhocWorkspace();
        (Solution solution, DocumentId[] documents) = Create(workspace, [[In("A", mistake.Source) + In("B", mistake.Source), In("C", mistake.Source)], [In("D", mistake.Source)]]);

        Document first = solution.GetDocument(documents[0])!;
        Diagnostic found = (await Analyze(first)).First(d => d.Id == mistake.Id);
        IReadOnlyList<(CodeFixProvider, CodeAction)> actions = await Actions(first, found);
        bool certain = found.Properties.ContainsKey("Fix") || mistake.Id is "FCN001" or "FCN003";
        Assert.Equal(certain, actions.Count > 0);
        foreach ((CodeFixProvider provider, CodeAction action) in actions)
        {
            // What the fix makes of the class alone, found in the text of the whole file.
            string once = (await Text(await Apply(action, solution), documents[0])).Replace(In("B", mistake.Source), "").Replace("using FcnGen;\n", "");
            string mended = once.Replace("namespace A\n", "namespace {0}\n");
            Assert.NotEqual(In("A", mistake.Source), once);
            foreach ((FixAllScope scope, int count) in new[] { (FixAllScope.Document, 1), (FixAllScope.Project, 2), (FixAllScope.Solution, 3) })
            {
                Solution changed = await FixAll(first, provider, action.EquivalenceKey!, found.Id, scope);
                for (int i = 0; i < documents.Length; i++)
                {
                    string[] spaces = i == 0 ? ["A", "B"] : i == 1 ? ["C"] : ["D"];
                    string expected = "using FcnGen;\n" + string.Concat(spaces.Select(s => i < count ? mended.Replace("{0}", s) : In(s, mistake.Source)));
                    Assert.Equal(expected, await Text(changed, documents[i]));
                }
            }
        }
    }

    [Theory]
    [InlineData("FCN026", "Stride", "[MaxPool(Kernel = 2)] A; [MaxPool(Kernel = 3)] B; [AvgPool, Output] C;", "[MaxPool(Kernel = 2, Stride = 2)] A; [MaxPool(Kernel = 3, Stride = 2)] B; [AvgPool(Stride = 2), Output] C;")]
    [InlineData("FCN026", "Stride=1", "[MaxPool(Kernel = 2)] A; [MaxPool(Kernel = 3), Output] B;", "[MaxPool(Kernel = 2, Stride = 1)] A; [MaxPool(Kernel = 3, Stride = 1), Output] B;")]
    [InlineData("FCN011", "name", "[Conv(4)] First; [Conv(4)] Second; [Sum(\"Frst\", \"Secnd\"), Output] C;", "[Conv(4)] First; [Conv(4)] Second; [Sum(nameof(First), nameof(Second)), Output] C;")]
    [InlineData("FCN011", "name", "[Conv(4)] First; [Conv(4)] Second; [Crop(From = \"Frst\", Onto = \"Secnd\"), Output] C;", "[Conv(4)] First; [Conv(4)] Second; [Crop(From = nameof(First), Onto = nameof(Second)), Output] C;")]
    [InlineData("FCN034", "crop", "[Conv(4, Kernel = 3)] A; [Conv(4, Kernel = 5, From = \"data\")] B; [Conv(4, Kernel = 7, From = \"data\")] C; [Sum(nameof(C), nameof(A), nameof(B)), Output] S;",
        "[Conv(4, Kernel = 3)] A; [Conv(4, Kernel = 5, From = \"data\")] B; [Conv(4, Kernel = 7, From = \"data\")] C; [Crop(From = nameof(A), Onto = nameof(C))] Ac;[Crop(From = nameof(B), Onto = nameof(C))] Bc;[Sum(nameof(C), nameof(Ac), nameof(Bc)), Output] S;")]
    [InlineData("FCN031", "Pad", "[Conv(4, Kernel = 3)] Stem; [Conv(4, Kernel = 3)] A; [CropToInput] Sa; [SoftmaxLoss] La; [Conv(4, Kernel = 5, From = nameof(Stem))] B; [CropToInput] Sb; [SoftmaxLoss] Lb;",
        "[Conv(4, Kernel = 3, Pad = 1)] Stem; [Conv(4, Kernel = 3, Pad = 1)] A; [CropToInput] Sa; [SoftmaxLoss] La; [Conv(4, Kernel = 5, Pad = 2, From = nameof(Stem))] B; [CropToInput] Sb; [SoftmaxLoss] Lb;")]
    public async Task Several_fixes_of_one_class_are_all_made(string id, string key, string before, string after)
    {
        using var workspace = new AdhocWorkspace();
        string Source(string layers) => DiagnosticCase.Net(layers, "[FullyConvNet(Channels = 4" + (layers.Contains("Loss") ? "" : ", InferenceOnly = true") + ")]");
        (Solution solution, DocumentId[] documents) = Create(workspace, [[Source(before).Replace("using FcnGen;\n", "")]]);
        Document document = solution.GetDocument(documents[0])!;
        Assert.True((await Analyze(document)).Count(d => d.Id == id) > 1, "the test wants several findings");
        Solution changed = await FixAll(document, Providers[1], key, id, FixAllScope.Document);

        string Normal(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace("Pad=2,From=nameof(Stem)", "From=nameof(Stem),Pad=2");
        Assert.Equal(Normal(Source(after)), Normal(await Text(changed, documents[0])));
        Assert.DoesNotContain(await Analyze(changed.GetDocument(documents[0])!), d => d.Id == id);
    }

    [Fact]
    public async Task Class_and_properties_are_made_partial_together()
    {
        using var workspace = new AdhocWorkspace();
        (Solution solution, DocumentId[] documents) = Create(workspace, [["[FullyConvNet(Channels = 3)]\nclass Net\n{\n    [Conv(4)] public Layer A { get; }\n    [SoftmaxLoss] public Layer Loss { get; }\n}\n"]]);
        Document document = solution.GetDocument(documents[0])!;
        Solution changed = await FixAll(document, Providers[0], "Add partial", "FCN001", FixAllScope.Document, "FCN003");
        Assert.Equal("using FcnGen;\n[FullyConvNet(Channels = 3)]\npartial class Net\n{\n    [Conv(4)] public partial Layer A { get; }\n    [SoftmaxLoss] public partial Layer Loss { get; }\n}\n", await Text(changed, documents[0]));
    }

    /// <summary>Each rule that a provider promises to mend has a case above in which it does.</summary>
    [Fact]
    public void Every_fix_is_tried()
    {
        IEnumerable<string> tried = Cases.Where(c => c.Id is "FCN001" or "FCN003"
            || Analysis.Diagnostics(Compilations.Create(c.Source)).Any(d => d.Id == c.Id && d.Properties.ContainsKey("Fix"))).Select(c => c.Id).Distinct();
        Assert.Equal(Providers.SelectMany(p => p.FixableDiagnosticIds).Order(StringComparer.Ordinal), tried.Order(StringComparer.Ordinal));
    }

    private static bool Fixable(string id) => Providers.Any(p => p.FixableDiagnosticIds.Contains(id));

    private static string In(string space, string source) => "namespace " + space + "\n{\n" + source.Replace("using FcnGen;\n", "").Replace("namespace Nets;\n", "").TrimEnd('\n') + "\n}\n";

    private static (Solution, DocumentId[]) Create(AdhocWorkspace workspace, string[][] projects)
    {
        CSharpCompilation like = Compilations.Create("");
        Solution solution = workspace.CurrentSolution;
        List<DocumentId> documents = [];
        for (int i = 0; i < projects.Length; i++)
        {
            Project project = solution.AddProject("P" + i, "P" + i, LanguageNames.CSharp).WithParseOptions(Compilations.ParseOptions)
                .WithCompilationOptions(like.Options).AddMetadataReferences(like.References);
            for (int j = 0; j < projects[i].Length; j++)
            {
                Document document = project.AddDocument($"P{i}D{j}.cs", "using FcnGen;\n" + projects[i][j]);
                project = document.Project;
                documents.Add(document.Id);
            }

            solution = project.Solution;
        }

        return (solution, [.. documents]);
    }

    private static async Task<IReadOnlyList<Diagnostic>> Analyze(Document document)
    {
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        return [.. Analysis.Diagnostics((CSharpCompilation)(await document.Project.GetCompilationAsync())!).Where(d => d.Location.SourceTree == tree)];
    }

    private static async Task<IReadOnlyList<(CodeFixProvider, CodeAction)>> Actions(Document document, Diagnostic diagnostic)
    {
        List<(CodeFixProvider, CodeAction)> actions = [];
        foreach (CodeFixProvider provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add((provider, action)), CancellationToken.None));
        return actions;
    }

    private static async Task<Solution> FixAll(Document document, CodeFixProvider provider, string key, string id, FixAllScope scope, params string[] more)
    {
        FixAllProvider all = provider.GetFixAllProvider()!;
        Assert.Contains(scope, all.GetSupportedFixAllScopes());
        Assert.Contains(id, all.GetSupportedFixAllDiagnosticIds(provider));
        var context = new FixAllContext(document, provider, scope, key, [id, .. more], new Found(), CancellationToken.None);
        return await Apply((await all.GetFixAsync(context))!, document.Project.Solution);
    }

    private static async Task<Solution> Apply(CodeAction action, Solution solution)
    {
        ApplyChangesOperation change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return Assert.IsType<Solution>(change.ChangedSolution) is { } changed ? changed : solution;
    }

    private static async Task<string> Text(Solution solution, DocumentId document) => (await solution.GetDocument(document)!.GetTextAsync()).ToString();

    /// <summary>The findings as an editor collects them.</summary>
    private sealed class Found : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => await Analyze(document);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await Task.WhenAll(project.Documents.Select(Analyze))).SelectMany(found => found);
    }
}
