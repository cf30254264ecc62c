namespace FcnGen.Generator.Model;

/// <summary>A class on its way from the checks to the text.</summary>
/// <param name="Declaration">The form of the class.</param>
/// <param name="Network">The checked network; null if something is wrong with it, and for a block.</param>
/// <param name="Findings">What is wrong with the form, or else with the network.</param>
/// <param name="IsWrong">True if the class could not be read, or a finding is an error.</param>
internal sealed record CheckedDeclaration(DeclarationSpec Declaration, CheckedNetwork? Network, EquatableArray<Finding> Findings, bool IsWrong);
