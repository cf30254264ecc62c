using System;

namespace FcnGen;

/// <summary>What a network and a trunk declare for all their layers.</summary>
public abstract class NetworkDeclarationAttribute : Attribute
{
    /// <summary>Channels of the single input, which is then called <c>data</c>. Leave it out where inputs are declared with <see cref="InputAttribute"/>.</summary>
    public int Channels { get; set; }

    /// <summary>Learning-rate multiplier of every bias that declares none. Default 2, the paper's doubled rate.</summary>
    public double BiasLrMult { get; set; } = 2;

    /// <summary>Weight-decay multiplier of every bias that declares none. Default 0.</summary>
    public double BiasDecayMult { get; set; }
}

/// <summary>
/// Marks a partial class as a fully convolutional network: its annotated partial properties are the layers, in the order that data
/// flows. The generator adds the rest.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)] // FCN002 says why only a class will do
public sealed class FullyConvNetAttribute : NetworkDeclarationAttribute
{
    /// <summary>
    /// Smallest picture side, in pixels, that the network must accept. The compiler proves that every height and width from here on
    /// works, or names one that does not. Default: whatever the proof finds.
    /// </summary>
    public int MinSize { get; set; }

    /// <summary>
    /// With <see cref="Width"/>: the height of the only pictures that the network takes, in pixels, as classifiers have it (227 or 224). An
    /// <see cref="InnerProductAttribute"/> then covers the map that it reads. Default: every size from the smallest on.
    /// </summary>
    public int Height { get; set; }

    /// <summary>With <see cref="Height"/>: the width of the only pictures that the network takes, in pixels.</summary>
    public int Width { get; set; }

    /// <summary>Order of the colour channels of the single input. Several inputs declare order, mean, deviation and scale by <see cref="InputAttribute"/>.</summary>
    public ChannelOrder Order { get; set; }

    /// <summary>
    /// Mean per channel of the single input, in its order; subtracted from every picture. On the scale of the values as stored: 0 to 255 where
    /// they have 8 bits, 0 to 65535 where they have 16.
    /// </summary>
    public double[] Mean { get; set; } = [];

    /// <summary>
    /// Standard deviation per channel of the single input, in its order; pictures are divided by it after the mean is subtracted. On the scale
    /// of the values as stored: a deviation of 0.229 that is published for values of 0 to 1 is 0.229 * 255 here.
    /// </summary>
    public double[] Deviation { get; set; } = [];

    /// <summary>True for a network that is only to segment, so that nobody misses its loss.</summary>
    public bool InferenceOnly { get; set; }

    /// <summary>Factor applied after the mean is subtracted. Default 1, so that inputs span about ±128 as in Caffe.</summary>
    public double InputScale { get; set; } = 1;
}

/// <summary>
/// Marks a partial class as a trunk: layers that several networks share by naming it in <see cref="TrunkAttribute"/>. It may live in
/// a referenced assembly.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)] // FCN002 says why only a class will do
public sealed class FullyConvTrunkAttribute : NetworkDeclarationAttribute;

/// <summary>Puts the layers of a trunk before the layers that the network declares itself.</summary>
/// <param name="trunk">The class marked <see cref="FullyConvTrunkAttribute"/>. Name its layers by <c>nameof(Vgg16.Pool4)</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TrunkAttribute(Type trunk) : Attribute
{
    /// <summary>The trunk class.</summary>
    public Type Trunk { get; } = trunk;

    /// <summary>Replaces the pad of the trunk's first convolution; -1 leaves it.</summary>
    public int FirstPad { get; set; } = -1;

    /// <summary>The input that feeds the trunk, where the network declares several.</summary>
    public string? From { get; set; }

    /// <summary>
    /// Appended to every name of the trunk, needed where two trunks are used: <c>Suffix = "Color"</c> makes <c>Conv1_1Color</c>, called
    /// <c>conv1_1color</c> in weight files.
    /// </summary>
    public string? Suffix { get; set; }

    /// <summary>The last trunk layer to take; those after it are left out.</summary>
    public string? Through { get; set; }

    /// <summary>True to keep every parameter of the trunk as it was loaded.</summary>
    public bool Frozen { get; set; }
}

/// <summary>An upper bound on the activation arena, checked by the compiler against its closed form.</summary>
/// <param name="mebibytes">The bound in MiB (2^20 bytes).</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MemoryBudgetAttribute(int mebibytes) : Attribute
{
    /// <summary>The bound in MiB.</summary>
    public int Mebibytes { get; } = mebibytes;

    /// <summary>Picture height that the bound is for.</summary>
    public int Height { get; set; } = 500;

    /// <summary>Picture width that the bound is for.</summary>
    public int Width { get; set; } = 500;

    /// <summary>Pictures per batch that the bound is for.</summary>
    public int Batch { get; set; } = 1;

    /// <summary>True to bound the training arena rather than the one for inference.</summary>
    public bool Training { get; set; }
}
