using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FcnGen.CodeFixes;

/// <summary>
/// Makes the edits that a finding brings along: arguments set, a name corrected, a crop put in. The check worked them out and tried them;
/// here they are only written down.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EditCodeFix)), Shared]
public sealed class EditCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.UnknownLayer, DiagnosticIds.NoLoss, DiagnosticIds.BilinearChannels, DiagnosticIds.PoolStride,
        DiagnosticIds.BilinearScale, DiagnosticIds.StridesDiffer, DiagnosticIds.CropNegative, DiagnosticIds.CropFraction,
        DiagnosticIds.CropOffset, DiagnosticIds.Misaligned, DiagnosticIds.LossMisaligned, DiagnosticIds.CropBounds,
        DiagnosticIds.SizesDiffer, DiagnosticIds.MinSize, DiagnosticIds.TrunkChannels, DiagnosticIds.NoFurtherOutput,
    ];

    /// <summary>
    /// All fixes of one kind in a document, one after the other. Edits name layers, so that two findings which ask for the same one get it
    /// once; merging texts, as the usual provider does, would lose or double them.
    /// </summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return null;
        IEnumerable<(Diagnostic, IReadOnlyList<SourceEdit>)> chosen = diagnostics.OrderBy(static d => d.Location.SourceSpan.Start)
            .SelectMany(d => Alternatives(d).Where(a => a.Key == context.CodeActionEquivalenceKey).Take(1).Select(a => (d, a.Edits)));
        return document.WithSyntaxRoot(SourceEdits.Apply(root, [.. chosen]));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach ((IReadOnlyList<SourceEdit> edits, string key) in Alternatives(diagnostic))
            {
                if (!SourceEdits.CanApply(root, diagnostic, edits)) continue;
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title(edits), _ => Task.FromResult(context.Document.WithSyntaxRoot(SourceEdits.Apply(root, [(diagnostic, edits)]))), key),
                    diagnostic);
            }
        }
    }

    /// <summary>The fixes with their keys: what is edited, such as <c>Kernel+Stride</c>; a second one of the same kind says its value too.</summary>
    private static IEnumerable<(IReadOnlyList<SourceEdit> Edits, string Key)> Alternatives(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(FindingReporter.FixKey, out string? text) || text is null) yield break;
        HashSet<string> keys = [];
        foreach (string fix in Fix.Alternatives(text))
        {
            IReadOnlyList<SourceEdit> edits = SourceEdit.ParseAll(fix);
            string key = string.Join("+", edits.Select(static e => e.Argument).Distinct());
            if (!keys.Add(key)) key += "=" + edits[0].Value;
            yield return (edits, key);
        }
    }

    private static string Title(IReadOnlyList<SourceEdit> edits)
    {
        switch (edits[0].Kind)
        {
            case SourceEditKind.Replace:
                return "Change to " + edits[0].Value;
            case SourceEditKind.InsertCrop:
                return "Crop " + edits[0].Crop.From + " onto " + edits[0].Crop.Onto;
        }

        // Edits of one layer, or of several layers that get the same, are said in one breath.
        IEnumerable<string> parts = edits.GroupBy(static e => e.Layer)
            .Select(static g => (Layer: g.Key, Text: string.Join(", ", g.Select(static e => e.Argument + " = " + e.Value))))
            .GroupBy(static p => p.Text, static p => p.Layer)
            .Select(static g => g.Key + In([.. g]));
        return "Set " + string.Join("; ", parts);
    }

    private static string In(string[] layers) =>
        layers[0].Length == 0 ? ""
        : layers[0][0] == '#' ? " in Trunk"
        : layers.Length == 1 ? " in " + layers[0]
        : " in " + string.Join(", ", layers.Take(layers.Length - 1)) + " and " + layers[layers.Length - 1];
}
