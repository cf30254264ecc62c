namespace FcnGen.Generator.Emission;

/// <summary>A generated source file.</summary>
/// <param name="HintName">Unique name within the project, such as <c>Demo.Fcn8s.g.cs</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> line ends.</param>
internal sealed record GeneratedFile(string HintName, string Text);
