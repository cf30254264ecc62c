namespace FcnGen.Gpu.Tests;

/// <summary>The devices on which the GPU kernels are tested; none of them needs a GPU.</summary>
public enum DeviceKind
{
    /// <summary>The OpenCL device that the machine has: PoCL, which runs OpenCL C on the processor.</summary>
    OpenCl,

    /// <summary>The interpreter of the PTX that ships; for small shapes.</summary>
    Ptx,

    /// <summary>ILGPU's CPU accelerator; for very small shapes.</summary>
    Ilgpu,
}
