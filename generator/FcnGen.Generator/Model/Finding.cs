namespace FcnGen.Generator.Model;

/// <summary>
/// Something wrong with a declaration: which rule, where (layer and attribute argument, by name, so that no Roslyn location is kept),
/// and the values that fill the rule's message.
/// </summary>
/// <param name="Id">The rule, such as <c>FCN012</c>.</param>
/// <param name="Layer">Name of the layer; null for the class.</param>
/// <param name="Argument">Name of the attribute argument at fault (<c>Offset</c>, <c>From</c>, <c>Onto</c>, a Sum's <c>bottoms</c>…);
/// null for the whole attribute.</param>
/// <param name="Arguments">The values of the message's placeholders, formatted with the invariant culture.</param>
/// <param name="Index">Index within a list argument (the second bottom of a Sum); -1 for none.</param>
/// <param name="Fix">What a code fix needs, such as the computed offset; null for none.</param>
/// <param name="Related">Name of another layer that takes part (the other branch of a fusion); null for none.</param>
internal sealed record Finding(
    string Id, string? Layer, string? Argument, EquatableArray<string> Arguments, int Index = -1, string? Fix = null, string? Related = null);
