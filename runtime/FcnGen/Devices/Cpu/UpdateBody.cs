using System;
using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>One step of an optimiser over the packed values of a parameter, in runs.</summary>
internal unsafe struct UpdateBody<TRule> : IBody where TRule : struct, IUpdateRule
{
    private const int Chunk = 1 << 14;

    public float* Values;
    public float* Gradient;
    public float* First;
    public float* Second;
    public long Length;
    public UpdateFactors Factors;

    /// <summary>Tasks for so many values.</summary>
    public static int Tasks(long length) => checked((int)((length + Chunk - 1) / Chunk));

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        long i = (long)task * Chunk, end = Math.Min(Length, i + Chunk);
        for (; i <= end - Lanes.Width; i += Lanes.Width)
        {
            var old = new Updated<Vector<float>>(
                Vector.Load(Values + i), TRule.States > 0 ? Vector.Load(First + i) : default, TRule.States > 1 ? Vector.Load(Second + i) : default);
            Updated<Vector<float>> updated = TRule.Apply<Vector<float>, VectorArithmetic>(old, Vector.Load(Gradient + i), Factors);
            if (TRule.States > 0) Vector.Store(updated.First, First + i);
            if (TRule.States > 1) Vector.Store(updated.Second, Second + i);
            Vector.Store(updated.Value, Values + i);
        }

        for (; i < end; i++)
        {
            var old = new Updated<float>(Values[i], TRule.States > 0 ? First[i] : 0, TRule.States > 1 ? Second[i] : 0);
            Updated<float> updated = TRule.Apply<float, ScalarArithmetic>(old, Gradient[i], Factors);
            if (TRule.States > 0) First[i] = updated.First;
            if (TRule.States > 1) Second[i] = updated.Second;
            Values[i] = updated.Value;
        }
    }
}
