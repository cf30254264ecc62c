using FcnGen.Generator.Emission;

namespace FcnGen.Generator.Model;

/// <summary>A class on its way from the checks to the text.</summary>
/// <param name="Declaration">The form of the class.</param>
/// <param name="Network">The checked network; null if something is wrong with it.</param>
internal sealed record CheckedDeclaration(DeclarationSpec Declaration, CheckedNetwork? Network);

/// <summary>What goes into the compilation.</summary>
/// <param name="Files">The generated files.</param>
/// <param name="Name">Name of the class.</param>
/// <param name="Error">What failed inside the generator, in one line; null if nothing did.</param>
internal sealed record Generation(EquatableArray<GeneratedFile> Files, string Name, string? Error);
