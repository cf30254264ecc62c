using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// The activation of an epilogue, in place over a run of values that were just stored. Called by its address, once for each row of a tile:
/// the loops around it are compiled once for all activations. A ReLU is a step of those loops, without a call.
/// </summary>
internal static unsafe class ActivationRun<TEpilogue> where TEpilogue : struct, IEpilogue
{
    /// <summary>The address of <see cref="Apply"/>; null where there is nothing to apply, and for a ReLU.</summary>
    public static delegate*<float*, int, void> Address => TEpilogue.Activates && !TEpilogue.HasRelu ? &Apply : null;

    /// <summary>values = activation(values).</summary>
    public static void Apply(float* values, int count)
    {
        int i = 0;
        for (; i <= count - Lanes.Width; i += Lanes.Width)
            Vector.Store(TEpilogue.Apply<Vector<float>, VectorArithmetic>(Vector.Load(values + i)), values + i);
        for (; i < count; i++) values[i] = TEpilogue.Apply<float, ScalarArithmetic>(values[i]);
    }
}

/// <summary>The gradient of an activation, in place over a run of gradients that were just stored.</summary>
internal static unsafe class GradientRun<TMask> where TMask : struct, IGradientMask
{
    /// <summary>The address of <see cref="Apply"/>; null where everything passes, and for a ReLU.</summary>
    public static delegate*<float*, float*, int, void> Address => TMask.Masks && !TMask.HasRelu ? &Apply : null;

    /// <summary>gradient = mask(gradient, stored).</summary>
    public static void Apply(float* gradient, float* stored, int count)
    {
        int i = 0;
        for (; i <= count - Lanes.Width; i += Lanes.Width)
            Vector.Store(TMask.Apply<Vector<float>, VectorArithmetic>(Vector.Load(gradient + i), Vector.Load(stored + i)), gradient + i);
        for (; i < count; i++) gradient[i] = TMask.Apply<float, ScalarArithmetic>(gradient[i], stored[i]);
    }
}
