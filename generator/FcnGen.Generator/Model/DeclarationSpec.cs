namespace FcnGen.Generator.Model;

/// <summary>
/// The bare form of a class that declares layers: enough to write a part of it even when the network itself is wrong, so that one mistake
/// does not become one compiler error per layer and per call.
/// </summary>
/// <param name="Namespace">Namespace of the class; empty for the global one.</param>
/// <param name="TypeName">Name of the class, without its containing types.</param>
/// <param name="MetadataName">Full name as metadata has it, which no other class of the project has: <c>Demo.Outer`1+Net</c>.</param>
/// <param name="Head">How another part of it begins: <c>partial class Net</c>, or what was declared instead (<c>partial record Net&lt;T&gt;</c>).</param>
/// <param name="ContainingTypes">Declarations of the containing types, outermost first.</param>
/// <param name="Form">What its marker makes of it; only a network is given a base class.</param>
/// <param name="CanExtend">True if another part of the class can be written at all.</param>
/// <param name="CanDerive">True if that part can give it the base class of networks and the members that users call.</param>
/// <param name="Properties">The partial properties that declare layers.</param>
/// <param name="Inputs">Names of the inputs, in order.</param>
/// <param name="Layers">Names of all layers that are known, those of trunks included.</param>
/// <param name="Added">Those among them that the author did not declare, so that the other part does.</param>
internal sealed record DeclarationSpec(
    string Namespace, string TypeName, string MetadataName, string Head, EquatableArray<string> ContainingTypes,
    DeclarationForm Form, bool CanExtend, bool CanDerive, EquatableArray<PropertyDeclaration> Properties, EquatableArray<string> Inputs,
    EquatableArray<string> Layers, EquatableArray<string> Added)
{
    /// <summary>The class as it names itself: <c>Net&lt;T&gt;</c>.</summary>
    public string Self => Head.Substring(Head.IndexOf(" " + Identifiers.Escape(TypeName), System.StringComparison.Ordinal) + 1);
}

/// <summary>What a class of layers is.</summary>
internal enum DeclarationForm
{
    /// <summary>It has inputs and can run.</summary>
    Network,

    /// <summary>Layers that networks put before their own: they have shapes, but cannot run.</summary>
    Trunk,

    /// <summary>Layers with parameters, which take a shape where they are used.</summary>
    Block,
}

/// <summary>A partial property as declared.</summary>
/// <param name="Modifiers">All but <c>partial</c>, as the other part must repeat them.</param>
/// <param name="Type">Its type, with global names.</param>
/// <param name="Name">Its name.</param>
/// <param name="Setter"><c>set</c>, <c>init</c>, or empty where there is none, as it should be.</param>
/// <param name="Part">Which part of it the compiler would miss.</param>
/// <param name="Documentation">What the other part says about it, as XML; empty for what is said elsewhere.</param>
internal sealed record PropertyDeclaration(string Modifiers, string Type, string Name, string Setter, MissingPart Part, string Documentation = "");

/// <summary>What a partial property lacks.</summary>
internal enum MissingPart
{
    /// <summary>The implementation, as it should be.</summary>
    Implementation,

    /// <summary>The implementation, which must have a field for the initial value that the property declares.</summary>
    ImplementationWithField,

    /// <summary>The definition: the author wrote a body.</summary>
    Definition,

    /// <summary>Nothing: the author wrote both.</summary>
    None,
}
