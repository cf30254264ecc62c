using System.Linq;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using static FcnGen.Generator.Checking.Words;

namespace FcnGen.Generator.Checking;

/// <summary>Arguments within their ranges, and the channels of every layer.</summary>
internal static class ShapePass
{
    // Generous against every published network, and small enough that sizes and coordinates cannot overflow.
    internal const int MaxStride = 256;
    private const int MaxKernel = 1024, MaxPad = 4096, MaxDilation = 256, MaxChannels = 1 << 16;
    private const int MaxPoolKernel = 16;

    public static void Run(NetworkDraft draft)
    {
        Class(draft);
        for (int i = 0; i < draft.Layers.Length; i++) Arguments(draft, i);
        if (draft.Findings.Count > 0) return; // sizes that are nonsense make channels nonsense

        for (int i = 0; i < draft.Layers.Length; i++) Channels(draft, i);
    }

    private static void Class(NetworkDraft draft)
    {
        NetworkSpec spec = draft.Spec;
        void Require(bool holds, string argument, double found, string expected)
        {
            if (!holds)
                draft.Report(new Finding(DiagnosticIds.ArgumentOutOfRange, null, argument,
                    EquatableArray.Of(argument, spec.TypeName, Text(found), expected)));
        }

        Require(spec.MinSize is >= 0 and <= SizeProof.MaxSide, "MinSize", spec.MinSize, "from 0 to " + SizeProof.MaxSide);
        Require(IsFinite(spec.Preprocessing.Scale) && spec.Preprocessing.Scale != 0, "InputScale", spec.Preprocessing.Scale,
            "a finite number other than 0");
        int channels = draft.Layers.OfType<InputSpec>().FirstOrDefault()?.Channels ?? 0;
        int mean = spec.Preprocessing.Mean.Count;
        if (mean > 0 && mean != channels)
            draft.Report(new Finding(DiagnosticIds.CountMismatch, null, "Mean",
                EquatableArray.Of("Mean", spec.TypeName, Text(mean), "the input has " + Count(channels, "channel"))));
        if (spec.Budget is not { } budget) return;
        Require(budget.Mebibytes >= 1, "mebibytes", budget.Mebibytes, "at least 1");
        Require(budget.Height is >= 1 and <= SizeProof.MaxSide, "Height", budget.Height, "from 1 to " + SizeProof.MaxSide);
        Require(budget.Width is >= 1 and <= SizeProof.MaxSide, "Width", budget.Width, "from 1 to " + SizeProof.MaxSide);
        Require(budget.Batch is >= 1 and <= 4096, "Batch", budget.Batch, "from 1 to 4096");
    }

    private static void Arguments(NetworkDraft draft, int layer)
    {
        switch (draft.Layers[layer])
        {
            case InputSpec input:
                Range("channels", input.Channels, 1, MaxChannels);
                break;
            case ConvSpec conv:
                Range(conv.Kind == ConvKind.Score ? "classes" : "outputs", conv.Outputs, 1, MaxChannels);
                Window(conv.Kernel, conv.Stride, conv.Pad);
                Range("Dilation", conv.Dilation, 1, MaxDilation);
                Range("Groups", conv.Groups, 1, MaxChannels);
                Parameters(conv.Parameters);
                break;
            case DeconvSpec deconv:
                Range("outputs", deconv.Outputs, 1, MaxChannels);
                Window(deconv.Kernel, deconv.Stride, deconv.Pad);
                Range("Groups", deconv.Groups, 1, MaxChannels);
                if (deconv is { Bilinear: true, Bias: true })
                {
                    draft.Report(
                        DiagnosticIds.ArgumentOutOfRange, layer, "Bias", "Bias", draft.Name(layer), "true",
                        "left out, since fixed bilinear enlargement learns nothing; without Bilinear the layer has a bias");
                }

                Parameters(deconv.Parameters);
                break;
            case PoolSpec pool:
                Window(pool.Kernel, pool.Stride, pool.Pad);
                Require(!pool.IsMax || pool.Kernel <= MaxPoolKernel, "Kernel", pool.Kernel, "at most 16, since the winner of a window is kept in a byte");
                Require(pool.Stride <= pool.Kernel || pool.Kernel < 1 || pool.Rounding == Rounding.Floor || pool.Pad > 0, "Stride", pool.Stride,
                    "at most the kernel, " + Text(pool.Kernel) + ", or a size rounded up would put a window outside the picture; or Rounding = Rounding.Floor");
                Require(pool.Pad < pool.Kernel || pool.Kernel < 1, "Pad", pool.Pad,
                    "less than the kernel, or a window would see padding only");
                break;
            case LrnSpec lrn:
                Require(lrn.LocalSize >= 1 && lrn.LocalSize % 2 == 1, "LocalSize", lrn.LocalSize,
                    "an odd number of at least 1, so that the window has a middle");
                Finite("Alpha", lrn.Alpha);
                Finite("Beta", lrn.Beta);
                Require(IsFinite(lrn.K) && lrn.K > 0, "K", lrn.K, "greater than 0");
                break;
            case ScaleSpec scale:
                Finite("factor", scale.Factor);
                break;
            case SumSpec sum when sum.Coefficients.Count > 0 && sum.Coefficients.Count != sum.Bottoms.Count:
                draft.Report(
                    DiagnosticIds.CountMismatch, layer, "Coefficients", "Coefficients", draft.Name(layer), Text(sum.Coefficients.Count),
                    "it adds " + Count(sum.Bottoms.Count, "layer"));
                break;
            case SumSpec sum:
                foreach (double coefficient in sum.Coefficients) Finite("Coefficients", coefficient);
                break;
            case SoftmaxLossSpec loss:
                Range("IgnoreLabel", loss.IgnoreLabel, -1, 255);
                Require(loss.KeepProbability is > 0 and <= 1, "KeepProbability", loss.KeepProbability, "greater than 0 and at most 1");
                Finite("Weight", loss.Weight);
                foreach (double weight in loss.ClassWeights) Require(IsFinite(weight) && weight >= 0, "ClassWeights", weight, "at least 0");
                break;
        }

        if (draft.Layers[layer].Dropout is not (>= 0 and < 1))
            Require(false, "ratio", draft.Layers[layer].Dropout, "at least 0 and less than 1");

        void Require(bool holds, string argument, double found, string expected)
        {
            if (!holds) draft.Report(DiagnosticIds.ArgumentOutOfRange, layer, argument, argument, draft.Name(layer), Text(found), expected);
        }

        void Range(string argument, int found, int min, int max) =>
            Require(found >= min && found <= max, argument, found, "from " + Text(min) + " to " + Text(max));

        void Finite(string argument, double found) => Require(IsFinite(found), argument, found, "a finite number");

        void Window(int kernel, int stride, int pad)
        {
            Range("Kernel", kernel, 1, MaxKernel);
            Range("Stride", stride, 1, MaxStride);
            Range("Pad", pad, 0, MaxPad);
        }

        void Parameters(ParameterSpec p)
        {
            Require(IsFinite(p.LrMult) && p.LrMult >= 0, "LrMult", p.LrMult, "at least 0");
            Require(IsFinite(p.DecayMult) && p.DecayMult >= 0, "DecayMult", p.DecayMult, "at least 0");
            Require(IsFinite(p.BiasLrMult) && p.BiasLrMult >= 0, "BiasLrMult", p.BiasLrMult, "at least 0");
            Require(IsFinite(p.BiasDecayMult) && p.BiasDecayMult >= 0, "BiasDecayMult", p.BiasDecayMult, "at least 0");
            Finite("FillerValue", p.FillerValue);
            Finite("BiasValue", p.BiasValue);
        }
    }

    private static void Channels(NetworkDraft draft, int layer)
    {
        int[] bottoms = draft.Bottoms[layer];
        int inputs = bottoms.Length > 0 ? draft.Channels[bottoms[0]] : 0;
        draft.Channels[layer] = inputs;
        switch (draft.Layers[layer])
        {
            case InputSpec input:
                draft.Channels[layer] = input.Channels;
                break;
            case ConvSpec conv:
                draft.Channels[layer] = conv.Outputs;
                Groups(draft, layer, conv.Groups, conv.Outputs);
                BilinearFiller(draft, layer, conv.Parameters, conv.Outputs, inputs);
                break;
            case DeconvSpec deconv:
                draft.Channels[layer] = deconv.Outputs;
                Groups(draft, layer, deconv.Groups, deconv.Outputs);
                if (deconv.Bilinear && deconv.Outputs != inputs)
                {
                    draft.Report(new Finding(
                        DiagnosticIds.BilinearChannels, deconv.Name, "outputs",
                        EquatableArray.Of(draft.Name(layer), Count(deconv.Outputs, "output"), draft.Name(bottoms[0]),
                            Derivation.Channels(draft, bottoms[0])),
                        Fix: deconv.IsOwn ? Fix.Set(deconv.Name, "outputs", Text(inputs)) : null, Related: draft.Layers[bottoms[0]].Name));
                }
                else
                {
                    BilinearFiller(draft, layer, deconv.Parameters, deconv.Outputs, inputs);
                }

                break;
            case SumSpec:
                for (int i = 1; i < bottoms.Length; i++) SameChannels(draft, layer, i);
                break;
            case ConcatSpec:
                draft.Channels[layer] = bottoms.Sum(b => draft.Channels[b]);
                break;
            case SoftmaxLossSpec loss:
                if (inputs is < 2 or > 256)
                    draft.Report(DiagnosticIds.LossClasses, layer, null, draft.Name(layer), draft.Name(bottoms[0]),
                        Derivation.Channels(draft, bottoms[0]));
                if (loss.ClassWeights.Count > 0 && loss.ClassWeights.Count != inputs)
                {
                    draft.Report(
                        DiagnosticIds.CountMismatch, layer, "ClassWeights", "ClassWeights", draft.Name(layer),
                        Text(loss.ClassWeights.Count),
                        draft.Name(bottoms[0]) + " has " + Derivation.Channels(draft, bottoms[0]));
                }

                break;
        }
    }

    private static void BilinearFiller(NetworkDraft draft, int layer, ParameterSpec parameters, int outputs, int inputs)
    {
        if (parameters.Filler != Filler.Bilinear || outputs == inputs) return;
        int bottom = draft.Bottoms[layer][0];
        draft.Report(new Finding(
            DiagnosticIds.BilinearChannels, draft.Layers[layer].Name, "Filler",
            EquatableArray.Of(draft.Name(layer), Count(outputs, "output"), draft.Name(bottom), Derivation.Channels(draft, bottom)),
            Related: draft.Layers[bottom].Name));
    }

    private static void SameChannels(NetworkDraft draft, int layer, int position)
    {
        int first = draft.Bottoms[layer][0], other = draft.Bottoms[layer][position];
        if (draft.Channels[first] == draft.Channels[other]) return;
        draft.Report(new Finding(
            DiagnosticIds.ChannelMismatch, draft.Layers[layer].Name, "bottoms",
            EquatableArray.Of(draft.Name(layer), draft.Name(first), Derivation.Channels(draft, first), draft.Name(other),
                Derivation.Channels(draft, other)),
            position, Related: draft.Layers[first].Name));
    }

    private static void Groups(NetworkDraft draft, int layer, int groups, int outputs)
    {
        int bottom = draft.Bottoms[layer][0];
        string? what = draft.Channels[bottom] % groups != 0 ? draft.Name(bottom) + " has " + Derivation.Channels(draft, bottom)
            : outputs % groups != 0 ? "there are " + Count(outputs, "output channel")
            : null;
        if (what is not null)
            draft.Report(DiagnosticIds.GroupsDoNotDivide, layer, "Groups", draft.Name(layer), Count(groups, "group"), what);
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
