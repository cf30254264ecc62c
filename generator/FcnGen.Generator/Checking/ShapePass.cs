using System;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>Arguments within their ranges, and the channels of every layer: what each kind says of its own.</summary>
internal static class ShapePass
{
    public static void Run(NetworkDraft draft)
    {
        Class(draft);
        Arguments(draft);
        if (draft.Findings.Any(static f => DiagnosticIds.IsError(f.Id))) return; // sizes that are nonsense make channels nonsense

        for (int i = 0; i < draft.Layers.Length; i++) draft.Channels[i] = draft.Layers[i].Channels(new ChannelChecks(draft, i));
        for (int i = 0; i < draft.Spec.Trunks.Count; i++) TrunkBelow(draft, i, draft.Spec.Trunks[i]);
    }

    /// <summary>The arguments that are within their ranges or not, whatever the layers read; in a block, those that depend on no parameter.</summary>
    public static void Arguments(NetworkDraft draft)
    {
        bool isBlock = draft.Spec.Form == DeclarationForm.Block;
        for (int i = 0; i < draft.Layers.Length; i++)
            if (!isBlock || !draft.Layers[i].Head.IsVariable) Arguments(draft, i);
    }

    /// <summary>A trunk that a layer feeds, not an input, must have been declared for as many channels.</summary>
    private static void TrunkBelow(NetworkDraft draft, int index, TrunkUse trunk)
    {
        int feed = System.Array.FindIndex(draft.Layers, layer => layer.Name == trunk.Feed);
        if (feed < 0 || draft.Layers[feed].Reads == Arity.Nothing || draft.Channels[feed] == trunk.Channels) return;
        draft.Report(new Finding(
            DiagnosticIds.TrunkBelow, null, "From",
            EquatableArray.Of(trunk.Name, Words.Count(trunk.Channels, "channel"), draft.Name(feed), Derivation.Channels(draft, feed)), index));
    }

    /// <summary>The arguments of one layer.</summary>
    public static void Arguments(NetworkDraft draft, int layer)
    {
        var checks = new ArgumentChecks(draft, layer);
        draft.Layers[layer].CheckArguments(checks);
        draft.Layers[layer].Activation?.Check(checks);
        double ratio = draft.Layers[layer].Dropout;
        checks.Require(ratio is >= 0 and < 1, "ratio", Words.Text(ratio), "at least 0 and less than 1");
    }

    private static void Class(NetworkDraft draft)
    {
        NetworkSpec spec = draft.Spec;
        var checks = new ClassChecks(draft);
        PerAxis<int> only = spec.FixedSize;
        foreach (Axis axis in Axes.Both) checks.Require(only[axis] is >= 0 and <= SizeProof.MaxSide, axis.ToString(), only[axis], "from 1 to " + SizeProof.MaxSide);
        checks.Require(only.Height <= 0 || only.Width != 0, "Height", only.Height, "beside a Width, since a network takes pictures of one size or of any");
        checks.Require(only.Width <= 0 || only.Height != 0, "Width", only.Width, "beside a Height, since a network takes pictures of one size or of any");
        checks.Require(only == 0 || spec.MinSize == 0, "MinSize", spec.MinSize, "left out beside Height and Width, which say the only size");
        checks.Require(spec.MinSize is >= 0 and <= SizeProof.MaxSide, "MinSize", spec.MinSize, "from 0 to " + SizeProof.MaxSide);
        int input = draft.FirstInput;
        spec.Preprocessing.Check(checks, input < 0 ? 0 : draft.Layers[input].Channels(new ChannelChecks(draft, input)), "InputScale");
        if (spec.Budget is not { } budget) return;
        var bound = new ClassChecks(draft, Finding.Budget);
        bound.Require(budget.Mebibytes >= 1, "mebibytes", budget.Mebibytes, "at least 1");
        bound.Require(budget.Height is >= 1 and <= SizeProof.MaxSide, "Height", budget.Height, "from 1 to " + SizeProof.MaxSide);
        bound.Require(budget.Width is >= 1 and <= SizeProof.MaxSide, "Width", budget.Width, "from 1 to " + SizeProof.MaxSide);
        bound.Require(budget.Batch is >= 1 and <= 4096, "Batch", budget.Batch, "from 1 to 4096");
    }

    /// <param name="draft">The network.</param>
    /// <param name="attribute">Which attribute of the class it is, as findings say it; empty for the one that marks it.</param>
    private sealed class ClassChecks(NetworkDraft draft, string attribute = "") : IArgumentChecks
    {
        public void Require(bool holds, string argument, int found, string expected) => Require(holds, argument, Words.Int(found), expected);

        public void Require(bool holds, string argument, string found, string expected)
        {
            if (!holds)
                draft.Report(new Finding(DiagnosticIds.ArgumentOutOfRange, null, attribute + argument, EquatableArray.Of(argument, draft.Spec.TypeName, found, expected)));
        }

        public void WrongCount(string argument, int found, string because) =>
            draft.Report(new Finding(DiagnosticIds.CountMismatch, null, argument, EquatableArray.Of(argument, draft.Spec.TypeName, Words.Int(found), because)));
    }

    private sealed class ArgumentChecks(NetworkDraft draft, int layer) : IArgumentChecks
    {
        public void Require(bool holds, string argument, string found, string expected)
        {
            if (!holds) draft.Report(DiagnosticIds.ArgumentOutOfRange, layer, argument, argument, draft.Name(layer), found, expected);
        }

        public void WrongCount(string argument, int found, string because) => ReportCount(draft, layer, argument, found, because);
    }

    private sealed class ChannelChecks(NetworkDraft draft, int layer) : IChannelChecks
    {
        private readonly int[] _bottoms = draft.Sources[layer] < 0 ? draft.Bottoms[layer] : [.. draft.Bottoms[layer], draft.Sources[layer]];

        public int Count => draft.Bottoms[layer].Length;

        public int Source => draft.Sources[layer] < 0 ? throw new InvalidOperationException(draft.Name(layer) + " reads no further output.") : Count;

        public int this[int position] => draft.Channels[_bottoms[position]];

        public string Name(int position) => draft.Name(_bottoms[position]);

        public string Describe(int position) => Derivation.Channels(draft, _bottoms[position]);

        public void Report(string id, string? argument, string[] arguments, int index, int related, string? set) => draft.Report(new Finding(
            id, draft.Layers[layer].Name, argument, arguments.Prepend(draft.Name(layer)).ToEquatableArray(), index,
            set is null || argument is null || !draft.Layers[layer].IsOwn ? null : Fix.Set(draft.Layers[layer].Name, argument, set),
            related < 0 ? null : draft.Layers[_bottoms[related]].Name));

        public void WrongCount(string argument, int found, string because) => ReportCount(draft, layer, argument, found, because);
    }

    private static void ReportCount(NetworkDraft draft, int layer, string argument, int found, string because) =>
        draft.Report(DiagnosticIds.CountMismatch, layer, argument, argument, draft.Name(layer), Words.Int(found), because);
}
