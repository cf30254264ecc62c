using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Findings about the layers of blocks, as the author can mend them: at the property that uses the block, with the place in the block, and
/// once for all repetitions. What is wrong in the block whatever its parameters are is said where the block stands.
/// </summary>
internal static class BlockPlaces
{
    /// <summary>The findings, each at a property of the class.</summary>
    public static IEnumerable<Finding> AtUses(NetworkDraft draft, IReadOnlyList<Finding> findings)
    {
        if (!draft.Layers.Any(static layer => layer.Head.Place is not null)) return findings;
        var layers = new Dictionary<string, LayerHead>();
        foreach (LayerSpec layer in draft.Layers)
            if (layer.IsOwn || !layers.ContainsKey(layer.Name)) layers[layer.Name] = layer.Head; // a name that two have is the author's own

        List<Finding> moved = [];
        var seen = new HashSet<(string Use, string Id, string Layer)>();
        foreach (Finding finding in findings)
        {
            LayerHead? head = finding.Layer is not null && layers.TryGetValue(finding.Layer, out LayerHead? found) ? found : null;
            Finding related = finding.Related is not null && layers.TryGetValue(finding.Related, out LayerHead? other) && other.Place is { } otherPlace
                ? finding with { Related = otherPlace.Use } : finding;
            if (head?.Place is not { } place)
                moved.Add(related);
            else if (finding.Argument is Finding.Threshold or Finding.ThresholdProbability)
                moved.Add(finding with { Layer = place.Use }); // it stands beside the use, never in the block
            else if (!(place.IsSource && IsOfTheBlock(finding, head)) && seen.Add((place.Use, finding.Id, IsOfTheUse(finding) ? "" : place.Layer)))
                moved.Add(IsOfTheUse(finding) ? AboutUse(related, place) : related with { Layer = place.Use, Argument = null, Index = -1, Fix = null, Place = place.ToString() });
        }

        return moved;
    }

    /// <summary>True for what the block is told by itself.</summary>
    private static bool IsOfTheBlock(Finding finding, LayerHead head) =>
        finding.Id is DiagnosticIds.TooFewBottoms or DiagnosticIds.CropOntoNothing
        || !head.IsVariable && (finding.Id == DiagnosticIds.ArgumentOutOfRange || finding is { Id: DiagnosticIds.CountMismatch, Argument: "Coefficients" });

    /// <summary>True for a name that is not found: within a block all are, so that it is what the use names.</summary>
    private static bool IsOfTheUse(Finding finding) =>
        finding.Id is DiagnosticIds.UnknownLayer or DiagnosticIds.LaterLayer or DiagnosticIds.SelfReference or DiagnosticIds.ReadsLoss && finding.Argument is not "Input";

    private static Finding AboutUse(Finding finding, BlockPlace place) => finding with
    {
        Layer = place.Use, Argument = "From", Index = -1, Arguments = finding.Arguments.Select((argument, i) => i == 0 ? place.UseName : argument).ToEquatableArray(),
    };
}
