using System;

namespace FcnGen;

/// <summary>
/// Marks a partial class as a block: a part that networks, trunks and other blocks use several times, with parameters. Its annotated
/// partial properties are layers as those of a network; what depends on a parameter is an expression in text, by
/// <see cref="LayerAttribute.With"/>, by <see cref="WhenAttribute"/> or in the place of a number. It may live in a referenced assembly.
/// </summary>
/// <param name="parameters">
/// The parameters: each a name, or a name and its default, which may use those before it (<c>"Width"</c>, <c>"Stride = 1"</c>,
/// <c>"Outputs = 4 * Width"</c>). A parameter without a default is set by every use.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)] // FCN002 says why only a class will do
public sealed class FullyConvBlockAttribute(params string[] parameters) : Attribute
{
    /// <summary>The parameters.</summary>
    public string[] Parameters { get; } = parameters;

    /// <summary>Learning-rate multiplier of every bias that declares none; default: that of the class which uses the block.</summary>
    public double BiasLrMult { get; set; } = double.NaN;

    /// <summary>Weight-decay multiplier of every bias that declares none; default: that of the class which uses the block.</summary>
    public double BiasDecayMult { get; set; } = double.NaN;
}

/// <summary>
/// Puts the layers of a block in the place of the property, which is the block's output. <see cref="LayerAttribute.With"/> sets the block's
/// parameters (<c>"Width = 64, Stride = Index == 0 ? 2 : 1"</c>; <c>Index</c> counts repetitions from 0) and may set <see cref="Repeat"/>.
/// The block reads the layer above, or <see cref="LayerAttribute.From"/>; each repetition reads the one before.
/// </summary>
/// <param name="block">The class marked <see cref="FullyConvBlockAttribute"/>.</param>
public sealed class BlockAttribute(Type block) : LayerAttribute
{
    /// <summary>The block's class.</summary>
    public Type Block { get; } = block;

    /// <summary>How often it stands there, one after the other. Where it is written, the index is part of the names, even of a single one.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>
    /// What the names of its layers begin with in weight files: <c>layer1</c> makes <c>layer1.0.conv1</c>. Default: the property's name by
    /// rule. Expressions in braces are replaced by their values, and the index is then appended nowhere else:
    /// <c>denselayer{Index + 1}</c> makes <c>denselayer1.conv1</c>.
    /// </summary>
    public string? Prefix { get; set; }

    /// <summary>What stands between prefix, index and name of a layer in weight files.</summary>
    public string Separator { get; set; } = ".";
}

/// <summary>
/// Says when a layer of a block exists: where the expression is not zero. Where the layer does not exist, whoever reads it reads what it
/// would have read (the first, of a sum or a concatenation).
/// </summary>
/// <param name="condition">An expression of the block's parameters, such as <c>Project</c> or <c>Stride &gt; 1</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WhenAttribute(string condition) : Attribute
{
    /// <summary>The expression.</summary>
    public string Condition { get; } = condition;
}

/// <summary>What a block's layers can name beside each other.</summary>
public static class Block
{
    /// <summary>What feeds the block, in <see cref="LayerAttribute.From"/> and among the layers of a sum or a concatenation.</summary>
    public const string Input = "Block.Input";
}
