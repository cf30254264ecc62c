using System;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A weighted sum.</summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Coefficients">One factor per bottom, or empty for all 1.</param>
internal sealed record SumSpec(LayerHead Head, EquatableArray<double> Coefficients) : PlainSpec(Head)
{
    public override string Kind => "Sum";

    public override Arity Reads => Arity.Several;

    public override Func<int, double> Coefficient => FactorOf;

    /// <summary>True if the author allows that the layers lie beside each other.</summary>
    public bool MayShift { get; init; }

    public override bool AllowsShift => MayShift;

    public static SumSpec Read(SumAttribute a, LayerHead head, ReadContext context) => new(head, (a.Coefficients ?? []).ToEquatableArray()) { MayShift = a.AllowShift };

    public override void CheckArguments(IArgumentChecks checks)
    {
        if (Coefficients.Count > 0 && Coefficients.Count != Bottoms.Count)
            checks.WrongCount("Coefficients", Coefficients.Count, "it adds " + Words.Count(Bottoms.Count, "layer"));
        else
            foreach (double coefficient in Coefficients) checks.Finite("Coefficients", coefficient);
    }

    public override int Channels(IChannelChecks bottoms)
    {
        for (int i = 1; i < bottoms.Count; i++)
        {
            if (bottoms[0] != bottoms[i])
                bottoms.Report(DiagnosticIds.ChannelMismatch, "bottoms", [bottoms.Name(0), bottoms.Describe(0), bottoms.Name(i), bottoms.Describe(i)], i, related: 0);
        }

        return bottoms[0];
    }

    public override void Lower(IForwardPass pass)
    {
        for (int i = 0; i < pass.Bottoms; i++)
            if (!pass.IsPlaced(i)) pass.Call(Pointwise.Add(FactorOf(i), pass.Bottom(i), pass.Output, pass.Adds));
    }

    public override void LowerBackward(IBackwardPass pass)
    {
        for (int i = 0; i < pass.Bottoms; i++)
            if (!pass.IsPlaced(i)) pass.Contribute(i, Pointwise.Back(FactorOf(i), pass.Gradient));
    }

    public override string Note(CheckedNetwork network, CheckedLayer layer) =>
        "sum" + (Coefficients.Count == 0 ? "" : " with factors " + Words.List(Coefficients));

    private double FactorOf(int position) => Coefficients.Count == 0 ? 1 : Coefficients[position];
}
