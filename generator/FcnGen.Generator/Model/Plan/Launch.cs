using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Generator.Model;

/// <summary>An operation with its arguments.</summary>
/// <param name="Operation">Its name in <c>IKernels</c>.</param>
/// <param name="Operands">Arguments in order.</param>
internal sealed record Launch(string Operation, EquatableArray<Operand> Operands)
{
    public Launch(string operation, params Operand[] operands)
        : this(operation, operands.ToEquatableArray())
    {
    }

    /// <summary>True if the layer's shape specialises it.</summary>
    public bool HasShape { get; init; }

    /// <summary>What is done to each sum before it is stored; null for an operation that has no such argument.</summary>
    public Epilogue? Epilogue { get; init; }

    /// <summary>The gradient that it completes; null for an operation that computes none through a mask.</summary>
    public MaskedGradient? Gradient { get; init; }

    /// <summary>Every view that it reads or writes.</summary>
    public IEnumerable<ViewOperand> Views => Gradient is null ? Operands.OfType<ViewOperand>() : Operands.OfType<ViewOperand>().Concat([Gradient.X, Gradient.Dx]);
}

/// <summary>What a convolution does to each sum before it is stored: the names of the runtime's epilogues, the first one first.</summary>
internal sealed record Epilogue(EquatableArray<string> Steps);

/// <summary>The last arguments of an operation that computes a gradient: the value <c>x</c> whose mask it passes, <c>dx</c>, and whether it adds.</summary>
/// <param name="Mask">The activation that is undone in the same launch.</param>
/// <param name="X">The value.</param>
/// <param name="Dx">The gradient by it.</param>
/// <param name="Adds">True if <paramref name="Dx"/> holds something already.</param>
internal sealed record MaskedGradient(GradientMask Mask, ViewOperand X, ViewOperand Dx, bool Adds);

/// <summary>What happens to a gradient on its way through an activation.</summary>
/// <param name="Form">Which activation.</param>
/// <param name="Layer">The layer whose activation it is, where that matters; else -1.</param>
internal sealed record GradientMask(MaskForm Form, int Layer = -1)
{
    /// <summary>The gradient passes as it is.</summary>
    public static GradientMask None { get; } = new(MaskForm.None);

    /// <summary>The mask of a layer's own activation that begins with a ReLU.</summary>
    public static GradientMask Of(int layer, LayerSpec spec) => spec.Dropout > 0 ? new(MaskForm.ReluAndDropout, layer) : new(MaskForm.Relu);
}

/// <summary>The activations that a gradient can pass.</summary>
internal enum MaskForm
{
    /// <summary>None.</summary>
    None,

    /// <summary>A ReLU.</summary>
    Relu,

    /// <summary>A ReLU, and a dropout after it.</summary>
    ReluAndDropout,
}

/// <summary>
/// One kernel launch: the one seam between what is launched and how it is written out. A kernel that a benchmark proves too slow can
/// be emitted as text of its own behind the same call.
/// </summary>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Note">What it does, for the comment above it.</param>
/// <param name="Launch">What is launched.</param>
internal sealed record KernelCall(int Layer, string Note, Launch Launch);
