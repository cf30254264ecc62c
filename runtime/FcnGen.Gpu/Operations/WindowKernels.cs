using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>Max-pooling of a shape.</summary>
internal static class MaxPoolKernels<TShape, TLanes> where TShape : struct, IPoolShape where TLanes : struct, ILanes
{
    public static readonly KernelDefinition Forward =
        new("MaxPool", 256, $"{KernelNames.OfPool<TShape>()}_{KernelNames.OfLanes<TLanes>()}", typeof(TShape), typeof(TLanes));
}

/// <summary>The gradient of max-pooling.</summary>
internal static class MaxPoolKernels<TShape, TMask, TLanes>
    where TShape : struct, IPoolShape where TMask : struct, IGradientMask where TLanes : struct, ILanes
{
    public static readonly KernelDefinition Backward = new(
        "MaxPoolBackward",
        256,
        $"{KernelNames.OfPool<TShape>()}_{KernelNames.OfMask<TMask>()}_{KernelNames.OfLanes<TLanes>()}",
        typeof(TShape),
        typeof(TMask),
        typeof(TLanes));
}

/// <summary>Average pooling of a shape.</summary>
internal static class AvgPoolKernels<TShape> where TShape : struct, IPoolShape
{
    public static readonly KernelDefinition Forward = new("AvgPool", 256, KernelNames.OfAverage<TShape>(), typeof(TShape));
}

/// <summary>The gradient of average pooling.</summary>
internal static class AvgPoolKernels<TShape, TMask> where TShape : struct, IPoolShape where TMask : struct, IGradientMask
{
    public static readonly KernelDefinition Backward =
        new("AvgPoolBackward", 256, $"{KernelNames.OfAverage<TShape>()}_{KernelNames.OfMask<TMask>()}", typeof(TShape), typeof(TMask));
}

/// <summary>Local response normalisation.</summary>
internal static class LrnKernels<TShape> where TShape : struct, ILrnShape
{
    public static readonly KernelDefinition Forward = new("Lrn", 256, KernelNames.OfLrn<TShape>(), typeof(TShape));
}

/// <summary>Its gradient.</summary>
internal static class LrnKernels<TShape, TMask> where TShape : struct, ILrnShape where TMask : struct, IGradientMask
{
    public static readonly KernelDefinition Backward =
        new("LrnBackward", 256, $"{KernelNames.OfLrn<TShape>()}_{KernelNames.OfMask<TMask>()}", typeof(TShape), typeof(TMask));
}

/// <summary>Fixed bilinear enlargement.</summary>
internal static class BilinearKernels<TShape> where TShape : struct, IConvShape
{
    public static readonly KernelDefinition Forward = new("Bilinear", 256, KernelNames.OfEnlargement<TShape>(), typeof(TShape));
    public static readonly KernelDefinition ArgMax = new("BilinearArgMax", 256, KernelNames.OfEnlargement<TShape>(), typeof(TShape));
    public static readonly KernelDefinition GradientRows = new("BilinearGradientRows", 256, KernelNames.OfEnlargement<TShape>(), typeof(TShape));
}

/// <summary>The second half of its gradient.</summary>
internal static class BilinearKernels<TShape, TMask> where TShape : struct, IConvShape where TMask : struct, IGradientMask
{
    public static readonly KernelDefinition GradientColumns = new(
        "BilinearGradientColumns", 256, $"{KernelNames.OfEnlargement<TShape>()}_{KernelNames.OfMask<TMask>()}", typeof(TShape), typeof(TMask));
}
