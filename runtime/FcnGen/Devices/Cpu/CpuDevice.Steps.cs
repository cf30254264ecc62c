using System;
using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

// What the operations of an optimiser do to parameters and their gradients.
internal sealed unsafe partial class CpuDevice
{
    /// <inheritdoc/>
    protected internal override void Update<TRule>(Parameter parameter, ParameterBuffer? first, ParameterBuffer? second, UpdateFactors factors)
    {
        var values = (CpuParameterBuffer)parameter.Values;
        var body = new UpdateBody<TRule>
        {
            Values = values.Data,
            Gradient = ((CpuParameterBuffer)parameter.Gradient).Data,
            First = first is null ? null : ((CpuParameterBuffer)first).Data,
            Second = second is null ? null : ((CpuParameterBuffer)second).Data,
            Length = values.Length,
            Factors = factors,
        };
        lock (_gate)
        {
            ThrowIfDisposed();
            Pool.Run(body, UpdateBody<TRule>.Tasks(values.Length));
        }

        GC.KeepAlive(parameter);
        GC.KeepAlive(first);
        GC.KeepAlive(second);
    }

    /// <inheritdoc/>
    protected internal override double SumOfSquares(ReadOnlySpan<Parameter> parameters)
    {
        double sum = 0;
        lock (_gate)
        {
            ThrowIfDisposed();
            foreach (Parameter parameter in parameters)
            {
                var gradient = (CpuParameterBuffer)parameter.Gradient;
                int tasks = SumOfSquaresBody.Tasks(gradient.Length);
                double* sums = (double*)Scratch.Shared(2L * tasks);
                Pool.Run(new SumOfSquaresBody { Values = gradient.Data, Length = gradient.Length, Sums = sums }, tasks);
                for (int task = 0; task < tasks; task++) sum += sums[task];
                GC.KeepAlive(gradient);
            }
        }

        return sum;
    }
}

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
