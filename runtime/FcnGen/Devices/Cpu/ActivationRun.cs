using System.Numerics;
using System.Runtime.CompilerServices;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// The activation of an epilogue, in place over values that were just stored: a run of them, or a run for each row of a tile. Called by its
/// address: the loops around it are compiled once for all activations. A ReLU is a step of those loops, without a call.
/// </summary>
internal static unsafe class ActivationRun<TEpilogue> where TEpilogue : struct, IEpilogue
{
    /// <summary>The address of <see cref="Apply"/>; null where there is nothing to apply, and for a ReLU.</summary>
    public static delegate*<float*, int, void> Address => IsCalled ? &Apply : null;

    /// <summary>The address of <see cref="ApplyRows"/>, or null.</summary>
    public static delegate*<float*, long*, int, int, void> Rows => IsCalled ? &ApplyRows : null;

    private static bool IsCalled => TEpilogue.Activates && !TEpilogue.HasRelu;

    /// <summary>values = activation(values).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* values, int count)
    {
        int i = 0;
        for (; i <= count - Lanes.Width; i += Lanes.Width)
            Vector.Store(TEpilogue.Apply<Vector<float>, VectorArithmetic>(Vector.Load(values + i)), values + i);
        for (; i < count; i++) values[i] = TEpilogue.Apply<float, ScalarArithmetic>(values[i]);
    }

    private static void ApplyRows(float* values, long* offsets, int rows, int count)
    {
        for (int r = 0; r < rows; r++) Apply(values + offsets[r], count);
    }
}

/// <summary>The gradient of an activation, in place over gradients that were just stored: a run of them, or a run for each row of a tile.</summary>
internal static unsafe class GradientRun<TMask> where TMask : struct, IGradientMask
{
    /// <summary>The address of <see cref="Apply"/>; null where everything passes, and for a ReLU.</summary>
    public static delegate*<float*, float*, int, void> Address => IsCalled ? &Apply : null;

    /// <summary>The address of <see cref="ApplyRows"/>, or null.</summary>
    public static delegate*<float*, long*, float*, long*, int, int, void> Rows => IsCalled ? &ApplyRows : null;

    private static bool IsCalled => TMask.Masks && !TMask.HasRelu;

    /// <summary>gradient = mask(gradient, stored).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* gradient, float* stored, int count)
    {
        int i = 0;
        for (; i <= count - Lanes.Width; i += Lanes.Width)
            Vector.Store(TMask.Apply<Vector<float>, VectorArithmetic>(Vector.Load(gradient + i), Vector.Load(stored + i)), gradient + i);
        for (; i < count; i++) gradient[i] = TMask.Apply<float, ScalarArithmetic>(gradient[i], stored[i]);
    }

    private static void ApplyRows(float* gradient, long* offsets, float* stored, long* storedOffsets, int rows, int count)
    {
        for (int r = 0; r < rows; r++) Apply(gradient + offsets[r], stored + storedOffsets[r], count);
    }
}
