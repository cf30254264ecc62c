using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>Runs of values, vector by vector, the rest one by one.</summary>
internal static unsafe class Lanes
{
    /// <summary>Values per vector.</summary>
    public static int Width => Vector<float>.Count;

    /// <summary><paramref name="count"/> rounded up so that whole vectors of any width fit.</summary>
    public static int Padded(int count) => (count + 15) & ~15;

    /// <summary>Integer division that rounds down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FloorDivide(int dividend, int divisor)
    {
        int quotient = dividend / divisor;
        return quotient * divisor > dividend ? quotient - 1 : quotient;
    }

    /// <summary>Sets to zero.</summary>
    public static void Clear(float* to, int count) => new Span<float>(to, count).Clear();

    /// <summary>to += factor · from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(float factor, float* from, float* to, int count)
    {
        int i = 0;
        var f = new Vector<float>(factor);
        for (; i <= count - Width; i += Width) Vector.Store(Vector.MultiplyAddEstimate(f, Vector.Load(from + i), Vector.Load(to + i)), to + i);
        for (; i < count; i++) to[i] += factor * from[i];
    }

    /// <summary>The index of the largest value, the first of equals.</summary>
    public static int ArgMax(float* values, int count)
    {
        int best = 0;
        for (int i = 1; i < count; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }
}

/// <summary>Where the gradient of an operation goes: dx = mask(dx · accumulate + gradient).</summary>
internal unsafe struct GradientTarget
{
    public View To;
    public View MaskSource;
    public bool Accumulate;
    public bool Masks;
    public float Factor;

    public static GradientTarget Of<TMask>(View dx, View x, bool accumulate) where TMask : struct, IGradientMask =>
        new() { To = dx, MaskSource = x, Accumulate = accumulate, Masks = TMask.Masks, Factor = TMask.Factor };

    /// <summary>Stores the gradient of one cell.</summary>
    public readonly void Store(float* gradient, int image, int h, int w)
    {
        float* to = To.Row(image, h) + (long)w * To.PixelStride;
        float* mask = Masks ? MaskSource.Row(image, h) + (long)w * MaskSource.PixelStride : null;
        int count = To.Channels;
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
        {
            Vector<float> value = Vector.Load(gradient + c);
            if (Accumulate) value += Vector.Load(to + c);
            value *= Factor;
            if (mask is not null) value = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Load(mask + c), Vector<float>.Zero), value, Vector<float>.Zero);
            Vector.Store(value, to + c);
        }

        for (; c < count; c++)
        {
            float value = (Accumulate ? gradient[c] + to[c] : gradient[c]) * Factor;
            to[c] = mask is null || mask[c] > 0 ? value : 0;
        }
    }
}
