using System.Collections.Generic;

namespace FcnGen;

/// <summary>Which tensors of a weight file are taken.</summary>
public enum LoadMode
{
    /// <summary>All of them, and every parameter must be there. Any difference is an error.</summary>
    Strict,

    /// <summary>
    /// Those whose name and shape fit, as when a network starts from another one's weights; what does not fit is reported. It is an
    /// error if nothing fits.
    /// </summary>
    Transplant,
}

/// <summary>What loading a weight file did.</summary>
/// <param name="Loaded">Names of the parameters that were set.</param>
/// <param name="Skipped">Tensors of the file that were not used, each with the reason.</param>
/// <param name="Left">Names of the parameters that kept their values.</param>
/// <param name="Metadata">Free text entries of the file.</param>
public sealed record LoadResult(
    IReadOnlyList<string> Loaded, IReadOnlyList<string> Skipped, IReadOnlyList<string> Left, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Parameters that were set to values that are not finite numbers: how many, and the first. Only where that was allowed.</summary>
    public IReadOnlyList<string> NotFinite { get; init; } = [];
}
