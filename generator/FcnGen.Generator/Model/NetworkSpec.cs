using System.Linq;
using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>
/// A declared network, as read from its attributes. Immutable, equatable and free of Roslyn types: the compiler compares specs to
/// decide whether anything downstream must run again. Inputs are layers too, at the front of <see cref="Layers"/>; trunk layers come
/// next, under the names that the network knows them by.
/// </summary>
/// <param name="Namespace">Namespace of the class; empty for the global one.</param>
/// <param name="TypeName">Name of the class, without its containing types.</param>
/// <param name="ContainingTypes">Declarations of the containing types, outermost first (<c>public static partial class Outer</c>).</param>
/// <param name="Form">What the class is: a network; a trunk, which gets layer descriptions but cannot run; or a block, of which only the
/// names are checked, and arguments that depend on no parameter.</param>
/// <param name="Layers">Inputs, then trunk layers, then own layers, in the order of declaration.</param>
/// <param name="MinSize">Declared smallest side; 0 if none was declared.</param>
/// <param name="FixedSize">Declared height and width of all pictures; 0 if the network takes any.</param>
/// <param name="Preprocessing">How a decoded picture becomes the input, as the class declares it.</param>
/// <param name="Budget">The declared memory budget, or null.</param>
/// <param name="InferenceOnly">True if the network is declared to have no loss.</param>
/// <param name="Trunks">The trunks, in the order of their attributes.</param>
/// <param name="IsDocumented">True if the author has documented the class.</param>
internal sealed record NetworkSpec(
    string Namespace,
    string TypeName,
    EquatableArray<string> ContainingTypes,
    DeclarationForm Form,
    EquatableArray<LayerSpec> Layers,
    int MinSize,
    PerAxis<int> FixedSize,
    PreprocessingSpec Preprocessing,
    BudgetSpec? Budget,
    bool InferenceOnly = false,
    EquatableArray<TrunkUse> Trunks = default,
    bool IsDocumented = false)
{
    public bool IsTrunk => Form == DeclarationForm.Trunk;

    /// <summary>True if it takes pictures of one size only.</summary>
    public bool HasFixedSize => FixedSize.Height > 0 && FixedSize.Width > 0;

    /// <summary>How each input is made, where <c>[Input]</c> declares it; empty where <see cref="Preprocessing"/> is for all of them.</summary>
    public EquatableArray<PreprocessingSpec> InputPreprocessing =>
        InputsDeclare ? Layers.Where(static l => l.Reads == Arity.Nothing).Select(PreprocessingOf).ToEquatableArray() : default;

    private bool InputsDeclare => Layers.Any(static l => l.Preprocessing is not null);

    /// <summary>How an input is made, counted from 0.</summary>
    public PreprocessingSpec PreprocessingOf(int input) => PreprocessingOf(Layers[input]);

    /// <summary>How an input is made.</summary>
    public PreprocessingSpec PreprocessingOf(LayerSpec input) => InputsDeclare ? input.Preprocessing ?? PreprocessingSpec.None : Preprocessing;
}

/// <summary>A <c>[Trunk]</c>: its class, the channels that the class declares, and the input or the layer of an earlier trunk that feeds it.</summary>
internal sealed record TrunkUse(string Name, int Channels, string Feed);

/// <summary>A bound on the arena, in MiB, for one input size.</summary>
internal sealed record BudgetSpec(int Mebibytes, int Height, int Width, int Batch, bool Training);
