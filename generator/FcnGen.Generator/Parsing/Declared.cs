using System.Collections.Generic;
using FcnGen.Generator.Kinds;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>A property of a network, a trunk or a block as its attributes declare it, before expressions have values.</summary>
/// <param name="Property">The property.</param>
/// <param name="Condition">For a layer of a block that only some uses have: when it exists; else null.</param>
/// <param name="ConditionText">The text of that.</param>
/// <param name="IsOutput">True if marked <c>[Output]</c>.</param>
internal abstract record Declared(IPropertySymbol Property, Expression? Condition, string ConditionText, bool IsOutput)
{
    /// <summary>The probability of its <c>[Threshold]</c>; null without one.</summary>
    public double? Threshold { get; init; }

    public string Name => Property.Name;

    /// <summary>The name in weight files, without the names of blocks around it.</summary>
    public abstract string FileName { get; }

    /// <summary>The layers that it names; none for the layer above.</summary>
    public abstract IReadOnlyList<string> Bottoms { get; }

    /// <summary>True if <c>[Output]</c> says that it may be shifted.</summary>
    public bool AllowsShift => KnownTypes.Attribute(Property, nameof(OutputAttribute)) is { } output && AttributeInstance.Create<OutputAttribute>(output).AllowShift;

    /// <summary>True for a loss, which nobody reads.</summary>
    public virtual bool IsLoss => false;
}

/// <summary>A property that is a layer.</summary>
/// <param name="Main">The attribute of its kind.</param>
/// <param name="Activation">That of an activation that is part of the layer; null for none, and where the layer is nothing else.</param>
/// <param name="Dropout">That of a dropout that is part of the layer; likewise.</param>
internal sealed record DeclaredLayer(
    IPropertySymbol Property, Expression? Condition, string ConditionText, bool IsOutput,
    DeclaredAttribute Main, DeclaredAttribute? Activation, DeclaredAttribute? Dropout)
    : Declared(Property, Condition, ConditionText, IsOutput)
{
    public LayerKind Kind => Main.Kind;

    public override string FileName => Main.Written.Name ?? CaffeNames.FromProperty(Name);

    public override IReadOnlyList<string> Bottoms { get; } =
        Main.Kind.Bottoms is not null ? [.. Main.Kind.Bottoms(Main.Written)] : Main.Written.From is null ? [] : [Main.Written.From];

    public override bool IsLoss => Kind.IsLoss;

    public bool IsInput => Kind.Attribute == typeof(InputAttribute);

    /// <summary>True if arguments depend on parameters.</summary>
    public bool IsVariable => Main.Texts.Any || Activation is { Texts.Any: true } || Dropout is { Texts.Any: true };
}

/// <summary>A property that stands for the layers of a block.</summary>
/// <param name="Block">The block's class.</param>
/// <param name="Written">The attribute as its class makes it.</param>
/// <param name="IsRepeated">True if the names have the index of the repetition.</param>
/// <param name="Prefix">What names begin with; null for the property's name.</param>
/// <param name="Values">What the parameters are set to, and Repeat where it is an expression.</param>
internal sealed record DeclaredUse(
    IPropertySymbol Property, Expression? Condition, string ConditionText, bool IsOutput,
    INamedTypeSymbol Block, BlockAttribute Written, bool IsRepeated, NameTemplate? Prefix, IReadOnlyList<Assignment> Values)
    : Declared(Property, Condition, ConditionText, IsOutput)
{
    public override string FileName => CaffeNames.FromProperty(Name);

    public override IReadOnlyList<string> Bottoms { get; } = Written.From is null ? [] : [Written.From];
}
