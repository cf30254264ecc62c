using System.Linq;
using System.Threading;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>
/// What can be built and is hardly meant: no loss, poolings whose stride was not written, bilinear kernels that scale the scores, a trunk
/// on an input of other channels than its own; and shifts that are allowed.
/// </summary>
internal static class RemarkPass
{
    public static void Run(NetworkDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Spec is { Form: DeclarationForm.Network, InferenceOnly: false } && !draft.Layers.Any(static l => l.Labels is not null))
        {
            draft.Report(new Finding(
                DiagnosticIds.NoLoss, null, null, EquatableArray.Of(draft.Spec.TypeName), Fix: Fix.Set("", "InferenceOnly", "true")));
        }

        var trial = new Trial(draft.Spec, [], cancellationToken);
        for (int i = 0; i < draft.Spec.Trunks.Count; i++) Trunk(draft, trial, i, draft.Spec.Trunks[i]);
        for (int i = 0; i < draft.Layers.Length; i++)
        {
            LayerSpec layer = draft.Layers[i];
            if (layer.Head.Trunk >= 0) continue; // a trunk's are said where it is declared, and so are a block's strides
            if (layer.IsOwn && PoolRemedy.LacksStride(layer)) Pool(draft, i, layer);
            foreach (Shift shift in draft.Shifts[i])
            {
                draft.Report(new Finding(
                    DiagnosticIds.ShiftAllowed, layer.Name, "AllowShift",
                    EquatableArray.Of(draft.Name(i), draft.Name(shift.Layer), draft.Name(shift.Onto), Words.Pixels(shift.Pixels), Words.Depends(shift.Pixels)),
                    Related: draft.Layers[shift.Onto].Name));
            }

            if (draft.Spec.Form != DeclarationForm.Block && BilinearGain.How(draft, i) is { } how) Bilinear(draft, trial, i, how);
        }
    }

    private static void Pool(NetworkDraft draft, int layer, LayerSpec pool)
    {
        string stride = Words.Pair(pool.Window!.Select(static a => PoolRemedy.Stride(a.Kernel)));
        draft.Report(new Finding(
            DiagnosticIds.PoolStride, pool.Name, null, EquatableArray.Of(draft.Name(layer), Words.Pair(pool.Window.Kernel), stride),
            Fix: Fix.Either(PoolRemedy.Edits(pool), Fix.Set(pool.Name, "Stride", "1"))));
    }

    private static void Bilinear(NetworkDraft draft, Trial trial, int layer, string how)
    {
        LayerSpec deconv = draft.Layers[layer];
        Window window = deconv.Window!;
        PerAxis<BilinearGain> gain = window.Select(static a => BilinearGain.Of(a.Kernel, a.Stride));
        if (gain.Height.IsOne && gain.Width.IsOne) return;

        Window matching = window.With(static a => a with { Kernel = BilinearGain.Matching(a.Kernel, a.Stride) });
        bool fits = trial.Mends(null, spec => spec.Name == deconv.Name ? deconv.With(matching) : spec);
        string sums = gain.IsSame ? gain.Height.ToString() : gain.Height + " (height) and " + gain.Width + " (width)";
        Rational least = gain.Height.Least * gain.Width.Least, most = gain.Height.Most * gain.Width.Most;
        string factor = least == most ? most.ToString() : least + " to " + most;
        draft.Report(new Finding(
            DiagnosticIds.BilinearScale, deconv.Name, "Kernel",
            EquatableArray.Of(
                draft.Name(layer), how, Words.Pair(window.Kernel), Words.Pair(window.Stride), factor, sums,
                Words.Pair(matching.Kernel), least == most ? "" : ", depending on the pixel"),
            Fix: fits && deconv.IsOwn ? Fix.Together(window.Axes.Select(axis => Fix.Set(deconv.Name, window.Argument("Kernel", axis), Text(matching[axis].Kernel)))) : null));
    }

    private static void Trunk(NetworkDraft draft, Trial trial, int index, TrunkUse trunk)
    {
        int input = System.Array.FindIndex(draft.Layers, l => l.Reads == Arity.Nothing && l.Name == trunk.Feed);
        if (input < 0 || draft.Channels[input] == trunk.Channels) return;
        bool fits = !draft.Layers[input].IsOwn && trial.Mends(null, spec => spec.Reads == Arity.Nothing && spec.Name == trunk.Feed ? new InputSpec(spec.Head, trunk.Channels) : spec);
        draft.Report(new Finding(
            DiagnosticIds.TrunkChannels, null, "trunk",
            EquatableArray.Of(
                trunk.Name, Count(trunk.Channels, "channel"), draft.Name(input), draft.Spec.TypeName, Count(draft.Channels[input], "channel"),
                draft.Layers[input].IsOwn ? "[Input(" + Text(trunk.Channels) + ")]" : "Channels = " + Text(trunk.Channels)),
            index, fits ? Fix.Set("", "Channels", Text(trunk.Channels)) : null));
    }
}
