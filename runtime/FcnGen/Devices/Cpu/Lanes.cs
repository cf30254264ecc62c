using System;
using System.Numerics;
using System.Runtime.CompilerServices;

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
