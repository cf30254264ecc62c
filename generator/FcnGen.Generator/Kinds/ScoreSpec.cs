using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A 1×1 convolution that scores each cell for each class.</summary>
internal sealed record ScoreSpec(LayerHead Head, int Outputs, Window Taps, LearnedParameters Learned) : ConvolutionSpec(Head, Outputs, Taps, Learned)
{
    public override string Kind => "Score";

    protected override string OutputsArgument => "classes";

    protected override string Phrase => "score";

    public static ScoreSpec Read(ScoreAttribute a, LayerHead head, ReadContext context) =>
        new(head, a.Classes, new Window(1), LearnedParameters.Read(a, context, Filler.Zero));
}
