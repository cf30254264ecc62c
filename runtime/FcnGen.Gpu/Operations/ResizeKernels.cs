using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>Resizing: of its constants, kernels depend on the mode only.</summary>
internal static class ResizeKernels<TShape, TLanes> where TShape : struct, IResizeShape where TLanes : struct, ILanes
{
    public static readonly KernelDefinition Forward = new("Resize", 256, Constants, typeof(TShape), typeof(TLanes));
    public static readonly KernelDefinition GradientRows = new("ResizeGradientRows", 256, Constants, typeof(TShape), typeof(TLanes));

    private static string Constants => $"{KernelNames.OfResize<TShape>()}_{KernelNames.OfLanes<TLanes>()}";
}

/// <summary>The second half of the gradient.</summary>
internal static class ResizeKernels<TShape, TMask, TLanes>
    where TShape : struct, IResizeShape where TMask : struct, IGradientMask where TLanes : struct, ILanes
{
    public static readonly KernelDefinition GradientColumns = new(
        "ResizeGradientColumns",
        256,
        $"{KernelNames.OfResize<TShape>()}_{KernelNames.OfMask<TMask>()}_{KernelNames.OfLanes<TLanes>()}",
        typeof(TShape),
        typeof(TMask),
        typeof(TLanes));
}
