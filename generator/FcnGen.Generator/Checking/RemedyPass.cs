using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Adds to findings about coordinates and sizes what most probably caused them: a pooling whose stride was forgotten, a convolution whose
/// pad was, sizes that are rounded in two ways. Each remedy was tried, so that the network is right at that place once it is applied.
/// </summary>
internal static class RemedyPass
{
    private const int MostFindings = 8;

    public static IReadOnlyList<Finding> Advise(NetworkDraft draft, IReadOnlyList<Finding> errors, CancellationToken cancellationToken)
    {
        var trial = new Trial(draft.Spec, errors, cancellationToken);
        List<Finding> advised = [.. errors];
        for (int i = 0; i < advised.Count && i < MostFindings; i++)
        {
            if (Advise(draft, trial, advised[i], out bool mended) is not { } finding) continue;
            advised[i] = finding;

            if (!mended) continue;

            // What goes by the same remedy is the same mistake, and one mistake is one finding.
            for (int j = advised.Count - 1; j > i; j--)
                if (!trial.Leaves(advised[j])) advised.RemoveAt(j);
        }

        return advised;
    }

    /// <param name="draft">The network.</param>
    /// <param name="trial">Tries changes.</param>
    /// <param name="finding">An error.</param>
    /// <param name="mended">True if a change was found that mends it.</param>
    /// <returns>The finding with its advice; null where there is none.</returns>
    private static Finding? Advise(NetworkDraft draft, Trial trial, Finding finding, out bool mended)
    {
        mended = false;
        if (finding.Id is not (DiagnosticIds.StridesDiffer or DiagnosticIds.CropNegative or DiagnosticIds.CropFraction
            or DiagnosticIds.Misaligned or DiagnosticIds.LossMisaligned or DiagnosticIds.CropBounds or DiagnosticIds.SizesDiffer)) return null;
        int layer = System.Array.FindIndex(draft.Layers, l => l.Name == finding.Layer);
        if (layer < 0) return null;

        (int first, int other) = Compared(draft, layer, finding.Index);
        List<int> a = [.. draft.PathOf(first)], b = [.. draft.PathOf(other)];
        List<int> apart = [.. a.Except(b).Concat(b.Except(a)).OrderBy(static i => i)], all = [.. a.Union(b).OrderBy(static i => i)];
        bool tooFew = finding.Id is DiagnosticIds.CropNegative or DiagnosticIds.CropBounds;
        string? crop = finding.Id == DiagnosticIds.Misaligned && draft.Layers[layer].Reads == Arity.Several ? CropRemedy.Find(draft, trial, finding, layer, first, other) : null;
        Remedy? remedy = PoolRemedy.Find(draft, trial, finding, all)
            ?? (finding.Id == DiagnosticIds.StridesDiffer ? null : PadRemedy.Find(draft, trial, finding, apart, tooFew))
            ?? PoolRemedy.FindWithPads(draft, trial, finding, all)
            ?? (finding.Id is DiagnosticIds.CropBounds or DiagnosticIds.SizesDiffer ? RoundingRemedy.Find(draft, trial, finding, all) : null)
            ?? (tooFew ? FirstPadRemedy.Find(draft, trial, finding, all) : null);
        mended = remedy is not null || crop is not null;
        if (!mended) return PoolRemedy.Doubt(draft, all) is { } doubt ? Add(finding, doubt) : null;

        // The last placeholder of each of these messages is its advice. What was wrong before a grid was chosen comes first.
        string usual = finding.Arguments[finding.Arguments.Count - 1];
        string? advice = remedy is null ? null
            : (finding.Id == DiagnosticIds.Misaligned ? remedy.Advice.Substring(2) : remedy.Advice) + Otherwise(usual);
        return finding with
        {
            Arguments = finding.Arguments.Select((a, i) => i == finding.Arguments.Count - 1 ? advice ?? a : a).ToEquatableArray(),
            Fix = Fix.Either(remedy?.Fix, crop, finding.Fix),
            Related = remedy?.Layer ?? finding.Related,
        };
    }

    private static Finding Add(Finding finding, string advice) => finding with
    {
        Arguments = finding.Arguments.Select((a, i) => i == finding.Arguments.Count - 1 ? a + advice : a).ToEquatableArray(),
    };

    private static string Otherwise(string advice) =>
        advice.Length == 0 ? "" : "; otherwise " + (advice[0] == ';' ? advice.Substring(2) : advice);

    /// <summary>
    /// The two layers that do not fit: a crop and its target, what a layer reads and the one that it undoes, two bottoms of a fusion, what a
    /// loss reads and the input.
    /// </summary>
    private static (int First, int Other) Compared(NetworkDraft draft, int layer, int position) => (
        draft.Bottoms[layer][draft.Anchor(layer)],
        draft.Layers[layer].Target is not null ? draft.CropOnto[layer]
        : draft.Undone(layer) is >= 0 and var undone ? undone
        : draft.Layers[layer].Reads == Arity.Several ? draft.Bottoms[layer][System.Math.Max(position, 0)]
        : draft.FirstInput);
}

/// <summary>A change that was tried and mends a finding.</summary>
/// <param name="Advice">The end of the message, with its semicolon.</param>
/// <param name="Fix">For the code fix; null where it would have to change another class.</param>
/// <param name="Layer">The layer to change, which the editor shows beside the finding.</param>
internal sealed record Remedy(string Advice, string? Fix, string Layer);
