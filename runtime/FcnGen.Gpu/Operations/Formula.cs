using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>What finished values go through, as kernels see it.</summary>
internal static class Formula<TEpilogue, TMask> where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
{
    /// <summary>
    /// True if there is an activation, or the gradient of one, that kernels must be compiled for. A ReLU and its mask are none: they are run-time
    /// steps of the kernels that every network has, and a bound and a selection of convolutions.
    /// </summary>
    public static bool IsOwn => TEpilogue.Activates & !TEpilogue.HasRelu | TMask.Masks & !TMask.HasRelu;
}
