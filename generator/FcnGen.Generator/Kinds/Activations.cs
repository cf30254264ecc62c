using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>The activations as their attributes declare them.</summary>
internal static class Activations
{
    /// <summary>What a dropout left of max(x, 0) is positive where that was, and zero elsewhere.</summary>
    public static Activation Of(ReluAttribute a) => new("Relu", "ReLU") { PassesDropout = true };

    public static Activation Of(LeakyReluAttribute a) => new("LeakyRelu", "leaky ReLU " + Words.Number(a.Slope))
    {
        Shape = new ShapeStruct("ILeakyReluShape", EquatableArray.Of(new ShapeConstant("Slope", a.Slope))),
        FromInput = a.Slope < 0,
        Faults = Numbers.IsFinite(a.Slope) ? default : EquatableArray.Of(Fault("slope", a.Slope, "a finite number")),
    };

    /// <summary>A slope may become zero or negative while it is learned, so that only what came in says what the gradient is.</summary>
    public static Activation Of(PReluAttribute a) => new("PRelu", "PReLU")
    {
        Parameter = new ActivationParameter(ParameterNames.Slope, "slopes", a.Slope) { LrMult = a.LrMult, DecayMult = a.DecayMult, Frozen = a.Frozen },
        FromInput = true,
        Faults = new[]
        {
            Numbers.IsFinite(a.Slope) ? null : Fault("PRelu.Slope", a.Slope, "a finite number"),
            ArgumentRanges.IsAtLeastZero(a.LrMult) ? null : Fault("PRelu.LrMult", a.LrMult, "at least 0"),
            ArgumentRanges.IsAtLeastZero(a.DecayMult) ? null : Fault("PRelu.DecayMult", a.DecayMult, "at least 0"),
        }.OfType<ArgumentFault>().ToEquatableArray(),
    };

    public static Activation Of(SigmoidAttribute a) => new("Sigmoid", "sigmoid") { GivesProbabilities = true };

    public static Activation Of(ClipAttribute a) => new("Clip", "clip from " + Words.Number(a.Low) + " to " + Words.Number(a.High))
    {
        Shape = new ShapeStruct("IClipShape", EquatableArray.Of(new ShapeConstant("Low", a.Low), new ShapeConstant("High", a.High))),
        Faults = !Numbers.IsFinite(a.Low) ? EquatableArray.Of(Fault("low", a.Low, "a finite number"))
            : !Numbers.IsFinite(a.High) || a.High <= a.Low ? EquatableArray.Of(Fault("high", a.High, "a finite number above low, " + Words.Text(a.Low)))
            : default,
    };

    private static ArgumentFault Fault(string argument, double found, string expected) => new(argument, Words.Text(found), expected);
}
