using System;
using System.Runtime.CompilerServices;
using FcnGen.CompilerServices;
using ILGPU.IR.Intrinsics;

namespace FcnGen.Kernels;

/// <summary>
/// Device functions that ILGPU has no counterpart for. Each becomes the PTX that <see cref="PtxIntrinsics"/> gives it, and the OpenCL C that
/// <see cref="OpenClIntrinsics"/> gives it where there is one; the bodies here are what ILGPU's CPU accelerator runs. Offsets count elements
/// of 16 bytes and must be compile-time constants: they become the immediate of the address. Functions of a whole warp
/// (<see cref="LoadMatrix"/>, <see cref="MultiplyAccumulate"/>) exist on CUDA only.
/// </summary>
internal static class Gx
{
    /// <summary>a·b + c with one rounding.</summary>
    [IntrinsicImplementation]
    public static float Fma(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    /// <summary>16 bytes of global memory that no one writes during the kernel, or zeros where <paramref name="valid"/> is 0.</summary>
    [IntrinsicImplementation]
    public static F4 LoadOrZero(ref F4 from, int valid) => valid != 0 ? from : default;

    /// <summary>One float of global memory that no one writes during the kernel, or zero where <paramref name="valid"/> is 0.</summary>
    [IntrinsicImplementation]
    public static float LoadFloatOrZero(ref float from, int valid) => valid != 0 ? from : 0;

    /// <summary>
    /// 16 bytes of global memory that this thread may write later, or zeros where <paramref name="valid"/> is 0. No branch, as in all
    /// functions with a condition.
    /// </summary>
    [IntrinsicImplementation]
    public static F4 ReadOrZero(ref F4 from, int valid) => valid != 0 ? from : default;

    /// <summary>8 bytes of global memory that this thread may write later, or zeros where <paramref name="valid"/> is 0. CUDA only.</summary>
    [IntrinsicImplementation]
    public static F2 ReadPairOrZero(ref F2 from, int valid) => valid != 0 ? from : default;

    /// <summary>One float of global memory that this thread may write later, or zero where <paramref name="valid"/> is 0.</summary>
    [IntrinsicImplementation]
    public static float ReadFloatOrZero(ref float from, int valid) => valid != 0 ? from : 0;

    /// <summary>Stores 16 bytes to global memory unless <paramref name="valid"/> is 0.</summary>
    [IntrinsicImplementation]
    public static void WriteIf(ref F4 to, int valid, F4 value)
    {
        if (valid != 0) to = value;
    }

    /// <summary>Stores 8 bytes to global memory unless <paramref name="valid"/> is 0. CUDA only.</summary>
    [IntrinsicImplementation]
    public static void WritePairIf(ref F2 to, int valid, F2 value)
    {
        if (valid != 0) to = value;
    }

    /// <summary>Stores one float to global memory unless <paramref name="valid"/> is 0.</summary>
    [IntrinsicImplementation]
    public static void WriteFloatIf(ref float to, int valid, float value)
    {
        if (valid != 0) to = value;
    }

    /// <summary>The larger of two numbers; not a number if one of them is not, which GPUs' own maximum drops.</summary>
    [IntrinsicImplementation]
    public static float Max(float a, float b) => MathF.Max(a, b);

    /// <summary><paramref name="value"/> where <paramref name="source"/> is positive, else 0.</summary>
    [IntrinsicImplementation]
    public static float WherePositive(float source, float value) => source > 0 ? value : 0;

    /// <summary>16 bytes of shared memory.</summary>
    [IntrinsicImplementation]
    public static F4 LoadShared(ref F4 from, int offset) => Unsafe.Add(ref from, offset);

    /// <summary>The bits of one float of shared memory; <paramref name="offset"/> counts floats.</summary>
    [IntrinsicImplementation]
    public static uint LoadSharedWord(ref float from, int offset) => BitConverter.SingleToUInt32Bits(Unsafe.Add(ref from, offset));

    /// <summary>Stores 16 bytes to shared memory.</summary>
    [IntrinsicImplementation]
    public static void StoreShared(ref F4 to, int offset, F4 value) => Unsafe.Add(ref to, offset) = value;

    /// <summary>Stores one float to shared memory; <paramref name="offset"/> counts floats.</summary>
    [IntrinsicImplementation]
    public static void StoreShared(ref float to, int offset, float value) => Unsafe.Add(ref to, offset) = value;

    /// <summary>Starts to copy 16 bytes from global to shared memory, or zeros where <paramref name="valid"/> is 0.</summary>
    [IntrinsicImplementation]
    public static void CopyAsync(ref F4 toShared, int offset, ref F4 from, int valid) =>
        Unsafe.Add(ref toShared, offset) = valid != 0 ? from : default;

    /// <summary>Closes a group of copies.</summary>
    [IntrinsicImplementation]
    public static void CommitCopies()
    {
    }

    /// <summary>Waits until at most <paramref name="pending"/> (a constant) of this thread's groups are unfinished.</summary>
    [IntrinsicImplementation]
    public static void WaitForCopies(int pending)
    {
    }

    /// <summary>The nearest TF32 value, ties away from zero.</summary>
    [IntrinsicImplementation]
    public static uint RoundToTf32(uint bits) => (bits + 0x1000u) & 0xFFFFE000u;

    /// <summary>
    /// Loads a 16×8 operand fragment: lane l passes the address of row l mod 16, half l / 16 (4 floats each).
    /// </summary>
    [IntrinsicImplementation]
    public static U4 LoadMatrix(ref F4 from, int offset) => throw new NotSupportedException("ldmatrix runs on CUDA only.");

    /// <summary>c + a·b of a warp: a 16×8 times b 8×8 in TF32, c in float32.</summary>
    [IntrinsicImplementation]
    public static F4 MultiplyAccumulate(U4 a, uint b0, uint b1, F4 c) => throw new NotSupportedException("mma runs on CUDA only.");
}
