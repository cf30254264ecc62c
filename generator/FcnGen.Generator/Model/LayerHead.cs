namespace FcnGen.Generator.Model;

/// <summary>What every layer declares, whatever its kind.</summary>
/// <param name="Name">The property's name, with the trunk's suffix if there is one.</param>
/// <param name="CaffeName">The name in weight files.</param>
/// <param name="IsOwn">True if declared in the network's own class (and so a partial property to implement); false for trunk layers
/// and for the implicit input.</param>
internal sealed record LayerHead(string Name, string CaffeName, bool IsOwn)
{
    /// <summary>Names of the layers that feed it, as declared; an empty list means "the layer above".</summary>
    public EquatableArray<string> Bottoms { get; init; }

    /// <summary>True if a ReLU is part of the layer.</summary>
    public bool Relu { get; init; }

    /// <summary>Ratio of the dropout that is part of the layer; 0 for none.</summary>
    public double Dropout { get; init; }

    /// <summary>True if marked <c>[Output]</c>.</summary>
    public bool IsOutput { get; init; }

    /// <summary>Index of the <c>[Trunk]</c> that brought the layer; -1 for the network's own.</summary>
    public int Trunk { get; init; } = -1;

    /// <summary>The author's own documentation of the property, as XML; empty where there is none.</summary>
    public string Documentation { get; init; } = "";
}
