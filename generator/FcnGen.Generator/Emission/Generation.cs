using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>What goes into the compilation.</summary>
/// <param name="Declaration">The form of the class.</param>
/// <param name="Files">The generated files.</param>
/// <param name="Error">What failed while they were written, in one line; null if nothing did.</param>
internal sealed record Generation(DeclarationSpec Declaration, EquatableArray<GeneratedFile> Files, string? Error);
