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

    /// <summary>The activation that is all it computes; null for another operation.</summary>
    public Activation? Activation { get; init; }

    /// <summary>What is done to each sum before it is stored; null for an operation that has no such argument.</summary>
    public Epilogue? Epilogue { get; init; }

    /// <summary>The gradient that it completes; null for an operation that computes none through a mask.</summary>
    public MaskedGradient? Gradient { get; init; }

    /// <summary>Every view that it reads or writes.</summary>
    public IEnumerable<ViewOperand> Views => Gradient is null ? Operands.OfType<ViewOperand>() : Operands.OfType<ViewOperand>().Concat([Gradient.X, Gradient.Dx]);
}

/// <summary>What a convolution does to each sum before it is stored.</summary>
/// <param name="Bias">True if it adds a bias.</param>
/// <param name="Activation">The activation that it applies then; null for none.</param>
internal sealed record Epilogue(bool Bias, Activation? Activation);

/// <summary>The last arguments of an operation that computes a gradient: the value <c>x</c> whose mask it passes, <c>dx</c>, and whether it adds.</summary>
/// <param name="Mask">What is undone in the same launch.</param>
/// <param name="X">The value.</param>
/// <param name="Dx">The gradient by it.</param>
/// <param name="Adds">True if <paramref name="Dx"/> holds something already.</param>
internal sealed record MaskedGradient(GradientMask Mask, ViewOperand X, ViewOperand Dx, bool Adds);

/// <summary>What happens to a gradient on its way through what a layer ends in.</summary>
/// <param name="Activation">The activation; null if the gradient passes as it is.</param>
/// <param name="Layer">The layer whose activation it is; -1 for none.</param>
/// <param name="Dropout">True if a dropout that followed is undone, too.</param>
internal sealed record GradientMask(Activation? Activation = null, int Layer = -1, bool Dropout = false)
{
    /// <summary>The gradient passes as it is.</summary>
    public static GradientMask None { get; } = new();
}

/// <summary>
/// One kernel launch: the one seam between what is launched and how it is written out. A kernel that a benchmark proves too slow can
/// be emitted as text of its own behind the same call.
/// </summary>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Note">What it does, for the comment above it.</param>
/// <param name="Launch">What is launched.</param>
internal sealed record KernelCall(int Layer, string Note, Launch Launch);
