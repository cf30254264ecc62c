using System.Runtime.Intrinsics;

namespace FcnGen;

/// <summary>Registers that the matrix products use.</summary>
internal enum VectorWidth
{
    /// <summary>None.</summary>
    Scalar = 32,

    /// <summary>SSE or NEON.</summary>
    Bits128 = 128,

    /// <summary>AVX2.</summary>
    Bits256 = 256,

    /// <summary>AVX-512.</summary>
    Bits512 = 512,
}

/// <summary>What this machine and this build offer.</summary>
internal static class VectorWidths
{
    /// <summary>The widest registers that are there and that the program was compiled for.</summary>
    public static VectorWidth Best =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Scalar;
}
