namespace FcnGen.Generator.Model;

/// <summary>
/// Something wrong with a declaration: which rule, where (layer and attribute argument, by name, so that no Roslyn location is kept),
/// and the values that fill the rule's message.
/// </summary>
/// <param name="Id">The rule, such as <c>FCN012</c>.</param>
/// <param name="Layer">Name of the layer; null for the class.</param>
/// <param name="Argument">Name of the attribute argument at fault (<c>Offset</c>, <c>From</c>, <c>Onto</c>, a Sum's <c>bottoms</c>…);
/// <see cref="Property"/> for the property's name; null for the whole attribute, or for the name of the class where there is no layer.</param>
/// <param name="Arguments">The values of the message's placeholders, formatted with the invariant culture.</param>
/// <param name="Index">Index within a list argument (the second bottom of a Sum), or of the trunk where the argument is a trunk's; -1
/// for none.</param>
/// <param name="Fix">The edits that would mend it, as the functions of <see cref="Model.Fix"/> write them; null where none is certain.</param>
/// <param name="Related">Name of another layer that takes part (the other branch of a fusion); null for none.</param>
/// <param name="Place">For a finding about a layer of a block, reported at the use: the layer, as <see cref="BlockPlace"/> says it; else empty.</param>
internal sealed record Finding(
    string Id, string? Layer, string? Argument, EquatableArray<string> Arguments, int Index = -1, string? Fix = null, string? Related = null, string Place = "")
{
    /// <summary>The <see cref="Argument"/> of a finding about the property itself rather than about its attribute.</summary>
    public const string Property = "property";

    /// <summary>The <see cref="Argument"/> of a finding about the threshold of an output, which stands in an attribute of its own.</summary>
    public const string Threshold = "Threshold";

    /// <summary>The <see cref="Argument"/> of a finding about the probability that it says.</summary>
    public const string ThresholdProbability = Threshold + ".probability";

    /// <summary>The <see cref="Argument"/> of a finding about the memory budget begins with it: the class itself has arguments of the same names.</summary>
    public const string Budget = "MemoryBudget.";
}
