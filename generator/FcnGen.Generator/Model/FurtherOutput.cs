namespace FcnGen.Generator.Model;

/// <summary>
/// What the kernel of a layer can leave beside the layer's value, one value more for each of it. A pass computes and keeps it where somebody
/// reads it: the layer's own backward pass, or another layer.
/// </summary>
/// <param name="Name">What it is, as the names of its buffers end: <c>Winners</c>.</param>
/// <param name="Element">The type of its values.</param>
internal sealed record FurtherOutput(string Name, ElementType Element)
{
    /// <summary><c>winners</c>.</summary>
    public string Words => Name.ToLowerInvariant();
}

/// <summary>That a layer reads a further output of an earlier one, its source. No gradient flows to the source by it.</summary>
/// <param name="Layer">Name of the source.</param>
/// <param name="Output">Which of its further outputs.</param>
/// <param name="Argument">The argument that names the source.</param>
/// <param name="Undoes">
/// True if the layer goes back where the source came from: it reads a map of the source's place and size, and has those of what the source reads.
/// </param>
internal sealed record FurtherRead(string Layer, FurtherOutput Output, string Argument, bool Undoes);
