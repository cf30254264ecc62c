using System;

namespace FcnGen.Generator.Model;

/// <summary>How an output becomes labels, one for each cell: the channel with the largest value, or whether the only channel exceeds a limit.</summary>
/// <param name="Classes">Labels are 0 to this number − 1.</param>
internal sealed record LabelRule(int Classes)
{
    /// <summary>The probability from which on the label of a single channel is 1, where the author says no other.</summary>
    public const double UsualProbability = 0.5;

    /// <summary>The probability that a label of 1 exceeds; null where the label is the channel with the largest value.</summary>
    public double? Probability { get; private init; }

    /// <summary>What a value is compared with, for that probability; null likewise.</summary>
    public double? Limit { get; private init; }

    /// <summary>True where the label is the channel with the largest value.</summary>
    public bool IsArgMax => Limit is null;

    /// <summary>What the pass that ends in labels does to the values, in words.</summary>
    public string Words => Limit is { } limit
        ? "1 where greater than " + Model.Words.Single(limit) + " (probability " + Model.Words.Number(Probability!.Value) + "), else 0" : "the best class per pixel";

    /// <summary>The classes that so many channels tell apart: a single one says yes or no.</summary>
    public static int ClassesOf(int channels) => channels == 1 ? 2 : channels;

    /// <summary>The channel with the largest value.</summary>
    public static LabelRule ArgMax(int channels) => new(channels);

    /// <summary>1 where the only channel exceeds a probability, else 0.</summary>
    /// <param name="probability">The probability.</param>
    /// <param name="values">What the values of the channel are.</param>
    public static LabelRule Threshold(double probability, OutputValues values) => new(ClassesOf(1))
    {
        Probability = probability,
        Limit = values == OutputValues.Probabilities ? probability : Math.Log(probability / (1 - probability)),
    };

    /// <summary>The launch that makes labels of values that lie in memory.</summary>
    public Launch Launch(View scores, View labels) => Limit is { } limit
        ? new Launch("Threshold", Operand.Number("threshold", limit), Operand.Read("scores", scores), Operand.Write("labels", labels))
        : new Launch("ArgMax", Operand.Read("scores", scores), Operand.Write("labels", labels));
}
