namespace FcnGen.Generator.Model;

/// <summary>
/// The bare form of a marked class: enough to implement its partial properties even when the network itself is wrong, so that one
/// mistake does not become one compiler error per layer.
/// </summary>
/// <param name="Namespace">Namespace of the class; empty for the global one.</param>
/// <param name="TypeName">Name of the class, without its containing types.</param>
/// <param name="TypeParameters"><c>&lt;T, U&gt;</c> for a generic class, which is an error; empty otherwise.</param>
/// <param name="ContainingTypes">Declarations of the containing types, outermost first.</param>
/// <param name="IsTrunk">True for a trunk, which has no base class to be given.</param>
/// <param name="CanExtend">True if another part of the class can be written at all (it and its containing types are partial).</param>
/// <param name="HasOwnBase">True if the author chose a base class, which the generated part must not contradict.</param>
/// <param name="Properties">The partial properties that declare layers.</param>
internal sealed record DeclarationSpec(
    string Namespace, string TypeName, string TypeParameters, EquatableArray<string> ContainingTypes, bool IsTrunk, bool CanExtend, bool HasOwnBase,
    EquatableArray<PropertyDeclaration> Properties);

/// <summary>A partial property as declared.</summary>
/// <param name="Modifiers">Accessibility and <c>static</c>, as the other part must repeat them.</param>
/// <param name="Type">Its type, with global names.</param>
/// <param name="Name">Its name.</param>
/// <param name="Setter"><c>set</c>, <c>init</c>, or empty where there is none, as it should be.</param>
internal sealed record PropertyDeclaration(string Modifiers, string Type, string Name, string Setter);
