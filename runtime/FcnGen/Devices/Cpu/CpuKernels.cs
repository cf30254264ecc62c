using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>The operations of <see cref="IKernels"/> on the processor, over one arena.</summary>
internal readonly unsafe partial struct CpuKernels(CpuDevice device, byte* arena) : IKernels
{
    private static CpuParameterBuffer Packed(Parameter parameter) => (CpuParameterBuffer)parameter.Values;

    private static float* Gradient(Parameter parameter) => ((CpuParameterBuffer)parameter.Gradient).Data;

    private View View(Blob blob) => new(arena, blob);

    private uint Read(KeyCell key) => *(uint*)(arena + key.Offset);

    private GradientTarget Target<TMask>(Blob dx, Blob x, bool accumulate) where TMask : struct, IGradientMask =>
        GradientTarget.Of<TMask>(View(dx), TMask.Masks ? View(x) : default, accumulate);
}
