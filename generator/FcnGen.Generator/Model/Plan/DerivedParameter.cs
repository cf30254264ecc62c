namespace FcnGen.Generator.Model;

/// <summary>
/// A parameter in shape, of the network's own: a formula makes its values of those of other parameters, on the host and in the order of weight
/// files, before an inference pass and where one of those has changed. Launches take it where they take a parameter.
/// </summary>
/// <param name="Layer">The layer whose shape, if it has one, specialises the formula.</param>
/// <param name="Entry">Name, shape and layout.</param>
/// <param name="Formula">A name of an <c>IDerivation</c>.</param>
/// <param name="Note">What it is, for the comment above it.</param>
/// <param name="Sources">What it is made of.</param>
internal sealed record DerivedParameter(int Layer, ParameterEntry Entry, string Formula, string Note, EquatableArray<ParameterOperand> Sources);
