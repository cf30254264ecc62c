namespace FcnGen.Generator.Model;

/// <summary>What was read from a marked class.</summary>
/// <param name="Spec">The network; null if the declaration is malformed or the compiler itself has an error to report in it.</param>
/// <param name="Declaration">The form of the class, known in any case.</param>
/// <param name="Findings">What is wrong with the form.</param>
internal sealed record ParseResult(NetworkSpec? Spec, DeclarationSpec Declaration, EquatableArray<Finding> Findings);

/// <summary>What the checks found.</summary>
/// <param name="Network">The network with all that was worked out; null if a finding is an error.</param>
/// <param name="Findings">What is wrong, in the order of the layers.</param>
internal sealed record CheckResult(CheckedNetwork? Network, EquatableArray<Finding> Findings);
