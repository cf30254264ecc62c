using System.Linq;

namespace FcnGen.Generator.Emission;

/// <summary>A generated source file.</summary>
/// <param name="HintName">Unique name within the project, such as <c>Demo.Fcn8s.g.cs</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> line ends.</param>
internal sealed record GeneratedFile(string HintName, string Text)
{
    /// <summary>The name without what identifiers may hold and file names may not.</summary>
    public string HintName { get; } = new([.. HintName.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '_')]);
}
