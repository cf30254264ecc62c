using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>The names of generated types, in one place, so that the calls and the declarations agree.</summary>
internal static class Names
{
    /// <summary>The struct that holds a layer's constants.</summary>
    public static string Shape(CheckedLayer layer) => layer.Name + "Shape";

    /// <summary>The struct that holds the constants of a layer's activation.</summary>
    public static string ActivationShape(CheckedLayer layer) => Shape(layer) + "OfActivation";

    /// <summary>The struct that holds the factor of a layer's dropout.</summary>
    public static string DropoutShape(CheckedLayer layer) => Shape(layer) + "OfDropout";

    /// <summary>The interface by which a network is known without an instance.</summary>
    /// <param name="type">The network's class as C# spells it.</param>
    public static string Interface(string type) => "global::FcnGen.INetwork<" + type + ">";

    /// <summary>What the class of a network derives from.</summary>
    public static string Bases(string type) => "global::FcnGen.Network, " + Interface(type);

    /// <summary>The tuple-like type that a forward pass returns.</summary>
    public const string Outputs = "Outputs";

    /// <summary>The class of the typed parameters.</summary>
    public const string Parameters = "ParameterList";

    /// <summary>A field or property of a generated type inside a constructor, where an argument or a local may have the same name.</summary>
    public static string Own(string name) =>
        name is "batch" or "height" or "width" or "size" or "device" or "seed" || name.StartsWith(Slot, System.StringComparison.Ordinal) ? "this." + name : name;

    /// <summary>The class of the numbers of the parameters that are made of others.</summary>
    public const string Derived = "DerivedParameters";

    /// <summary>The constant there of one of them.</summary>
    public static string DerivedMember(CheckedNetwork network, DerivedParameter parameter) => network.Layers[parameter.Layer].Name + parameter.Entry.Name;

    /// <summary>What the names of an arena's slots begin with.</summary>
    public const string Slot = "slotOf";

    /// <summary>The name of a layer as an argument of a method.</summary>
    public static string Argument(string layer) => "@" + char.ToLowerInvariant(layer[0]) + layer.Substring(1);
}
