using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>The kernel that sums what an activation learns from.</summary>
internal static class ParametricKernels<TActivation> where TActivation : struct, IParametricActivation
{
    public static readonly KernelDefinition Sum = new("ParametricSum", 256, TActivation.Name, typeof(TActivation));
}

/// <summary>Kernels of activations with a learned value per channel that look at one value at a time.</summary>
internal static class ParametricKernels<TLanes, TActivation> where TLanes : struct, ILanes where TActivation : struct, IParametricActivation
{
    public static readonly KernelDefinition Activation =
        new("ParametricActivation", 256, $"{TActivation.Name}_{KernelNames.OfLanes<TLanes>()}", typeof(TLanes), typeof(TActivation));
}

/// <summary>Their gradients by what came in.</summary>
internal static class ParametricKernels<TLanes, TActivation, TMask>
    where TLanes : struct, ILanes where TActivation : struct, IParametricActivation where TMask : struct, IGradientMask
{
    public static readonly KernelDefinition Gradient = new(
        "ParametricGradient",
        256,
        $"{TActivation.Name}_{KernelNames.OfMask<TMask>()}_{KernelNames.OfLanes<TLanes>()}",
        typeof(TLanes),
        typeof(TActivation),
        typeof(TMask));
}
