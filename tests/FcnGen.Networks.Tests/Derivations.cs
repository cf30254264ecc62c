using System;
using System.Numerics.Tensors;
using System.Threading;

namespace FcnGen.CompilerServices;

/// <summary>How often the layers of a network made parameters of theirs, in the whole process.</summary>
internal static class Derivations
{
    private static int s_count;

    public static int Count => Volatile.Read(ref s_count);

    public static void Add() => Interlocked.Increment(ref s_count);
}

/// <summary>Kernels less the mean of each output's: what the layers of <see cref="Demo.PreparedNet"/> make of theirs.</summary>
internal readonly struct Centred<TShape> : IDerivation where TShape : struct, IConvShape
{
    public static void Compute(ReadOnlySpan<float[]> sources, Span<float> values)
    {
        Derivations.Add();
        int each = values.Length / TShape.OutputChannels;
        for (int output = 0; output < TShape.OutputChannels; output++)
        {
            ReadOnlySpan<float> kernel = sources[0].AsSpan(output * each, each);
            TensorPrimitives.Subtract(kernel, TensorPrimitives.Sum(kernel) / each, values.Slice(output * each, each));
        }
    }
}

/// <summary>A bias with the other sign.</summary>
internal readonly struct Opposite<TShape> : IDerivation where TShape : struct, IConvShape
{
    public static void Compute(ReadOnlySpan<float[]> sources, Span<float> values)
    {
        Derivations.Add();
        TensorPrimitives.Negate(sources[0], values);
    }
}
