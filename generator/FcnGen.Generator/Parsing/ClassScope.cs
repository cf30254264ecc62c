using System;
using System.Collections.Generic;

namespace FcnGen.Generator.Parsing;

/// <summary>What the expressions of a class may name.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Parameters">Names of the parameters; none for what is no block.</param>
/// <param name="IsBlock">True for a block.</param>
internal sealed record ClassScope(string Class, IReadOnlyCollection<string> Parameters, bool IsBlock)
{
    /// <summary>A network or a trunk.</summary>
    public static ClassScope Of(string name) => new(name, Array.Empty<string>(), false);
}
