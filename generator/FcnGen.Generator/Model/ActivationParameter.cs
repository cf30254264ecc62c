namespace FcnGen.Generator.Model;

/// <summary>What an activation learns itself: a value per channel.</summary>
/// <param name="Name">The end of its name in weight files where the activation is part of another layer, whose own parameters have other names.</param>
/// <param name="Words">The values in words: <c>slopes</c>.</param>
/// <param name="Start">What every value starts from.</param>
internal sealed record ActivationParameter(string Name, string Words, double Start)
{
    public double LrMult { get; init; } = 1;

    public double DecayMult { get; init; } = 1;

    public bool Frozen { get; init; }

    /// <summary>The parameter of a layer.</summary>
    /// <param name="name">The end of its name in weight files.</param>
    /// <param name="channels">The layer's channels.</param>
    public ParameterEntry Entry(string name, int channels) => new(name, ParameterLayout.Vector, EquatableArray.Of(channels))
    {
        Filler = Filler.Constant, FillerValue = Start, Frozen = Frozen, LrMult = LrMult, DecayMult = DecayMult,
    };
}
