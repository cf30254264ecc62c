using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>The kernels of one convolution, by pass and alignment, each defined when it is first asked for.</summary>
internal static class ConvKernels<TShape, TEpilogue, TMask>
    where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
{
    private static readonly KernelDefinition?[] Defined = new KernelDefinition?[16];

    /// <summary>The kernel of a forward pass or of a gradient by the data.</summary>
    public static KernelDefinition Of(ConvPass pass, ConvTactic tactic, bool sourceAligned, bool targetAligned)
    {
        int index = (pass == ConvPass.Forward ? 0 : 4) + (sourceAligned ? 1 : 0) + (targetAligned ? 2 : 0) + (tactic.IsTensor ? 8 : 0);
        return Defined[index] ??= tactic.Define(
            $"{KernelNames.Of<TShape>()}_{ConvAccess.Letter(sourceAligned)}{ConvAccess.Letter(targetAligned)}_{TEpilogue.Name}_{KernelNames.OfMask<TMask>()}",
            [typeof(TShape), tactic.Tile, .. ConvAccess.Types(tactic, sourceAligned, targetAligned), typeof(TEpilogue), typeof(TMask)]);
    }
}

/// <summary>The kernels of the gradient of one convolution's weights, by alignment.</summary>
internal static class ConvWeightKernels<TShape> where TShape : struct, IConvShape
{
    private static readonly KernelDefinition?[] Defined = new KernelDefinition?[8];

    /// <summary>The kernel.</summary>
    public static KernelDefinition Of(ConvTactic tactic, bool sourceAligned, bool gradientAligned) =>
        Defined[(sourceAligned ? 1 : 0) + (gradientAligned ? 2 : 0) + (tactic.IsTensor ? 4 : 0)] ??= tactic.Define(
            $"{KernelNames.Of<TShape>()}_{ConvAccess.Letter(sourceAligned)}{ConvAccess.Letter(gradientAligned)}",
            [typeof(TShape), tactic.Tile, .. ConvAccess.Types(tactic, sourceAligned, gradientAligned)]);
}

/// <summary><see cref="IAccess"/> by alignment.</summary>
internal static class ConvAccess
{
    /// <summary>The structs of two blobs; none for kernels on tensor cores, which read and write quads only.</summary>
    public static Type[] Types(ConvTactic tactic, bool first, bool second) => tactic.IsTensor ? [] : [Type(first), Type(second)];

    /// <summary>Its part of kernel names.</summary>
    public static string Letter(bool aligned) => aligned ? "q" : "s";

    private static Type Type(bool aligned) => aligned ? typeof(Quads) : typeof(Singles);
}

/// <summary>Kernels of convolutions without constants of a network.</summary>
internal static class ConvSumKernels
{
    /// <summary>Adds and finishes the partial sums of a split inner dimension.</summary>
    public static readonly KernelDefinition SplitSum = new("SplitSum", 256, "", typeof(Store), typeof(PassThrough));

    /// <summary>Adds up each channel of a blob.</summary>
    public static readonly KernelDefinition ChannelSum = new("ChannelSum", 256, "");
}

/// <summary>The sum of partial sums that ends in another activation than a ReLU, or in the gradient of one.</summary>
internal static class ConvSumKernels<TEpilogue, TMask> where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
{
    /// <summary>The kernel; a ReLU and its mask are steps of the one that all networks share.</summary>
    public static readonly KernelDefinition SplitSum = Formula<TEpilogue, TMask>.IsOwn
        ? new("SplitSum", 256, TEpilogue.Name + "_" + TMask.Name, typeof(TEpilogue), typeof(TMask))
        : ConvSumKernels.SplitSum;
}
