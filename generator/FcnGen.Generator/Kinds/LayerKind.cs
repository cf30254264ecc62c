using System;
using System.Collections.Generic;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Kinds;

/// <summary>A kind of layer as the parser sees it: an attribute, and how a layer is read from it.</summary>
/// <param name="Attribute">The attribute's class, compiled into runtime and generator alike.</param>
/// <param name="Read">Makes the layer.</param>
internal sealed record LayerKind(Type Attribute, Func<LayerAttribute, LayerHead, ReadContext, LayerSpec> Read)
{
    /// <summary>The short name of the attribute, such as <c>Conv</c>.</summary>
    public string Name { get; } = Attribute.Name.Substring(0, Attribute.Name.Length - nameof(System.Attribute).Length);

    /// <summary>The layers that the attribute names itself; null where <c>From</c> names the one that is read.</summary>
    public Func<LayerAttribute, IEnumerable<string>>? Bottoms { get; init; }

    /// <summary>The activation that the attribute declares, alone as a layer and beside another attribute as a part of that; null for other kinds.</summary>
    public Func<LayerAttribute, Activation>? Activation { get; init; }

    /// <summary>True if the attribute may stand beside that of a layer and is part of it then.</summary>
    public bool IsModifier => Activation is not null || Attribute == typeof(DropoutAttribute);

    /// <summary>False where no activation and no dropout can be part of the layer.</summary>
    public bool TakesActivation { get; init; } = true;

    /// <summary>True for a loss, which nobody reads.</summary>
    public bool IsLoss { get; init; }

    /// <summary>A kind that reads one layer.</summary>
    public static LayerKind Of<T>(Func<T, LayerHead, ReadContext, LayerSpec> read) where T : LayerAttribute =>
        new(typeof(T), (attribute, head, context) => read((T)attribute, head, context));

    /// <summary>A kind whose attribute names the layers that are read.</summary>
    public static LayerKind Of<T>(Func<T, LayerHead, ReadContext, LayerSpec> read, Func<T, IEnumerable<string>> bottoms) where T : LayerAttribute =>
        Of(read) with { Bottoms = attribute => bottoms((T)attribute) };

    /// <summary>A loss.</summary>
    public static LayerKind OfLoss<T>(Func<T, LayerHead, ReadContext, LayerSpec> read) where T : LayerAttribute =>
        Of(read) with { TakesActivation = false, IsLoss = true };

    /// <summary>An activation.</summary>
    public static LayerKind OfActivation<T>(Func<T, Activation> read) where T : LayerAttribute =>
        Of<T>(static (_, head, _) => new ActivationSpec(head)) with { Activation = attribute => read((T)attribute) };
}

/// <summary>What a kind needs to know beside its attribute.</summary>
/// <param name="BiasLrMult">What the class declares for biases that declare nothing.</param>
/// <param name="BiasDecayMult">Likewise, for the decay.</param>
/// <param name="IsWritten">True for an argument that the author wrote.</param>
internal readonly record struct ReadContext(double BiasLrMult, double BiasDecayMult, Func<string, bool> IsWritten)
{
    /// <summary>True if the author wrote a stride, for both axes or for each.</summary>
    public bool IsStrideWritten(int height, int width) =>
        IsWritten("Stride") || height != LayerAttribute.AsBoth && width != LayerAttribute.AsBoth;
}
