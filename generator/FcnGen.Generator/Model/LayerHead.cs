namespace FcnGen.Generator.Model;

/// <summary>What every layer declares, whatever its kind.</summary>
/// <param name="Name">The property's name, with the trunk's suffix if there is one.</param>
/// <param name="CaffeName">The name in weight files.</param>
/// <param name="IsOwn">True if declared by an attribute of its own in the network's class; false for the layers of trunks and blocks, and for
/// the implicit input.</param>
internal sealed record LayerHead(string Name, string CaffeName, bool IsOwn)
{
    /// <summary>Names of the layers that feed it, as declared; an empty list means "the layer above".</summary>
    public EquatableArray<string> Bottoms { get; init; }

    /// <summary>The activation that is part of the layer; null for none.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Ratio of the dropout that is part of the layer; 0 for none.</summary>
    public double Dropout { get; init; }

    /// <summary>True if marked <c>[Output]</c>.</summary>
    public bool IsOutput { get; init; }

    /// <summary>True if what it gives as an output may be shifted against the input whose size it has.</summary>
    public bool AllowsShift { get; init; }

    /// <summary>The probability of its <c>[Threshold]</c>; null without one.</summary>
    public double? Threshold { get; init; }

    /// <summary>Index of the <c>[Trunk]</c> that brought the layer; -1 for the network's own.</summary>
    public int Trunk { get; init; } = -1;

    /// <summary>For a layer of a block: where it comes from; else null.</summary>
    public BlockPlace? Place { get; init; }

    /// <summary>True if the layer is the output of a block that the network's own class uses, and so stands for the property of the use.</summary>
    public bool IsUse { get; init; }

    /// <summary>True if arguments of the layer depend on the parameters of a block, so that only a use can tell whether they are right.</summary>
    public bool IsVariable { get; init; }

    /// <summary>The author's own documentation of the property, as XML; empty where there is none.</summary>
    public string Documentation { get; init; } = "";
}

/// <summary>Where a layer of a block comes from.</summary>
/// <param name="Use">The property that uses the block, in the network's own class (or, with the suffix, in its trunk's).</param>
/// <param name="UseName">The same as weight files would call it.</param>
/// <param name="Layer">The layer in the block: <c>Bottleneck.Conv2</c>.</param>
/// <param name="Uses">The use with the index of the repetition, and those within blocks: <c>Layer1, repetition 0</c>.</param>
/// <param name="IsSource">True if the block is declared in the same project, so that its own mistakes are reported there.</param>
internal sealed record BlockPlace(string Use, string UseName, string Layer, string Uses, bool IsSource)
{
    /// <summary><c>Bottleneck.Conv2 (Layer1, repetition 0)</c>.</summary>
    public override string ToString() => Layer + " (" + Uses + ")";
}
