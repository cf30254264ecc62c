using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>
/// What the values of each output are, and so how they become labels; that a threshold stands where there is one, and that no loss takes
/// probabilities for scores.
/// </summary>
internal static class LabelPass
{
    public static void Run(NetworkDraft draft)
    {
        var probabilities = new bool[draft.Layers.Length];
        for (int i = 0; i < draft.Layers.Length; i++)
        {
            LayerSpec layer = draft.Layers[i];
            probabilities[i] = layer.Activation?.GivesProbabilities ?? (layer.KeepsProbabilities && draft.Bottoms[i].All(bottom => probabilities[bottom]));
            Threshold(draft, i);
            // What feeds a block, only its uses know.
            if (draft.Spec.Form != DeclarationForm.Block && layer.Labels is { Values: OutputValues.Logits } && probabilities[draft.Bottoms[i][0]]) Squashed(draft, i, draft.Bottoms[i][0]);
        }

        for (int i = 0; i < draft.Layers.Length; i++)
            if (draft.IsOutput[i]) draft.Values[i] = probabilities[i] ? OutputValues.Probabilities : Scores(draft, i);
    }

    /// <summary>Scores are what their first loss takes them for; without one, a single channel is a yes or no of its own.</summary>
    private static OutputValues Scores(NetworkDraft draft, int output)
    {
        LossLabels? first = draft.LossesOn(output).FirstOrDefault()?.Labels;
        return first?.Values ?? (draft.Channels[output] == 1 ? OutputValues.Logits : OutputValues.Scores);
    }

    private static void Threshold(NetworkDraft draft, int layer)
    {
        if (draft.Layers[layer].Head.Threshold is not { } probability) return;
        string name = draft.Name(layer);
        string? wrong = draft.Spec.Form switch
        {
            DeclarationForm.Block => "stands in a block, whose layers are no outputs; write it beside the use of the block in the network",
            DeclarationForm.Trunk => "stands in a trunk, whose layers are no outputs; write it in the network",
            _ when !draft.IsOutput[layer] => "is no output; mark it [Output], or write the threshold beside the layer that is one",
            _ when draft.Channels[layer] != 1 => "has " + Derivation.Channels(draft, layer) + ", whose labels are the largest of them",
            _ => null,
        };
        if (wrong is not null)
            draft.Report(DiagnosticIds.ThresholdMisplaced, layer, Finding.Threshold, name, wrong);
        else if (!((float)probability > 0 && (float)probability < 1)) // as it is compared, in single precision
            draft.Report(DiagnosticIds.ArgumentOutOfRange, layer, Finding.ThresholdProbability, "probability", name, Words.Text(probability), "greater than 0 and less than 1");
    }

    private static void Squashed(NetworkDraft draft, int loss, int scores) => draft.Report(new Finding(
        DiagnosticIds.LossOfProbabilities, draft.Layers[loss].Name, draft.Layers[loss].Bottoms.Count > 0 ? "From" : null,
        EquatableArray.Of(draft.Name(loss), draft.Name(scores)), Related: draft.Layers[scores].Name));
}
