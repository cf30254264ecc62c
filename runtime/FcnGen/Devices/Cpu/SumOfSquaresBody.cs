using System;
using System.Numerics;

namespace FcnGen;

/// <summary>Sums of the squares of packed values in double precision, one for each run of values; padding is zero and adds nothing.</summary>
internal unsafe struct SumOfSquaresBody : IBody
{
    private const int Chunk = 1 << 14;

    public float* Values;
    public long Length;

    /// <summary>Per task: its sum.</summary>
    public double* Sums;

    /// <summary>Tasks for so many values.</summary>
    public static int Tasks(long length) => checked((int)((length + Chunk - 1) / Chunk));

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        long i = (long)task * Chunk, end = Math.Min(Length, i + Chunk);
        Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero;
        for (; i <= end - Lanes.Width; i += Lanes.Width)
        {
            // The square of a float32 is exact in double precision.
            Vector.Widen(Vector.Load(Values + i), out Vector<double> a, out Vector<double> b);
            low += a * a;
            high += b * b;
        }

        double sum = Vector.Sum(low + high);
        for (; i < end; i++) sum += (double)Values[i] * Values[i];
        Sums[task] = sum;
    }
}
