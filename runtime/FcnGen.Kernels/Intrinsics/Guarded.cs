using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// Accesses to global memory with a condition, which is 0 or 1. Where it is 0 the index is 0 too: ILGPU's CPU accelerator checks indices
/// when they are formed, not when they are used. Indices count floats; those of quads are multiples of 4.
/// </summary>
internal static class Guarded
{
    /// <summary>Four floats that no one writes during the kernel, or zeros.</summary>
    public static F4 LoadQuad(ArrayView<float> view, int at, int valid) => Gx.LoadOrZero(ref view.Cast<F4>()[(at >> 2) & -valid], valid);

    /// <summary>One float that no one writes during the kernel, or zero.</summary>
    public static float Load(ArrayView<float> view, int at, int valid) => Gx.LoadFloatOrZero(ref view[at & -valid], valid);

    /// <summary>Four floats that this thread may write later, or zeros.</summary>
    public static F4 ReadQuad(ArrayView<float> view, int at, int valid) => Gx.ReadOrZero(ref view.Cast<F4>()[(at >> 2) & -valid], valid);

    /// <summary>One float that this thread may write later, or zero.</summary>
    public static float Read(ArrayView<float> view, int at, int valid) => Gx.ReadFloatOrZero(ref view[at & -valid], valid);

    /// <summary>Stores four floats, or nothing.</summary>
    public static void WriteQuad(ArrayView<float> view, int at, int valid, F4 value) => Gx.WriteIf(ref view.Cast<F4>()[(at >> 2) & -valid], valid, value);

    /// <summary>Stores one float, or nothing.</summary>
    public static void Write(ArrayView<float> view, int at, int valid, float value) => Gx.WriteFloatIf(ref view[at & -valid], valid, value);
}
