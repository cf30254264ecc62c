using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FcnGen;

/// <summary>to = mask(activation(to · load + drop(factor · from))): every operation that looks at one value at a time.</summary>
internal unsafe struct PointwiseBody : IRowBody
{
    public View From;
    public View To;
    public View MaskSource;
    public float Factor;
    public bool Load;
    public bool Relu;
    public delegate*<float*, int, void> Activation;
    public bool Masks;
    public delegate*<float*, float*, int, void> Gradient;
    public float MaskFactor;
    public bool Drops;
    public uint Key;
    public uint Threshold;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* from = From.Row(row);
        float* to = To.Row(row);
        float* mask = Masks ? MaskSource.Row(row) : null;
        uint counter = (uint)((long)row * To.Width * To.Channels);
        if (From.HasDenseRows && To.HasDenseRows && (!Masks || MaskSource.HasDenseRows))
        {
            Run(from, to, mask, counter, To.Width * To.Channels);
            return;
        }

        for (int w = 0; w < To.Width; w++)
        {
            Run(from, to, mask, counter, To.Channels);
            from += From.PixelStride;
            to += To.PixelStride;
            if (Masks) mask += MaskSource.PixelStride;
            counter += (uint)To.Channels;
        }
    }

    private readonly void Run(float* from, float* to, float* source, uint counter, int count)
    {
        float* mask = Gradient is null ? source : null;
        int i = 0;
        for (; i <= count - Lanes.Width; i += Lanes.Width)
        {
            Vector<float> value = Vector.Load(from + i) * Factor;
            if (Drops) value = Vector.ConditionalSelect(Vector.AsVectorSingle(Kept(counter + (uint)i)), value, Vector<float>.Zero);
            if (Load) value += Vector.Load(to + i);
            if (Relu) value = Vector.Max(value, Vector<float>.Zero);
            value *= MaskFactor;
            if (mask is not null) value = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Load(mask + i), Vector<float>.Zero), value, Vector<float>.Zero);
            Vector.Store(value, to + i);
        }

        for (; i < count; i++)
        {
            float value = from[i] * Factor;
            if (Drops && CounterRandom.Bits(Key, counter + (uint)i) < Threshold) value = 0;
            if (Load) value += to[i];
            if (Relu) value = Math.Max(value, 0);
            value *= MaskFactor;
            to[i] = mask is null || mask[i] > 0 ? value : 0;
        }

        if (Activation is not null) Activation(to, count);
        if (Gradient is not null) Gradient(to, source, count);
    }

    /// <summary>All ones where a value is kept: <see cref="CounterRandom.Bits"/> for consecutive counters, vector by vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector<uint> Kept(uint counter)
    {
        Vector<uint> counters = new Vector<uint>(counter + 0x9E3779B9u) + Vector<uint>.Indices;
        Vector<uint> bits = Mix(Mix(counters) ^ new Vector<uint>(Key));
        return Vector.GreaterThanOrEqual(bits, new Vector<uint>(Threshold));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Mix(Vector<uint> x)
    {
        x ^= Vector.ShiftRightLogical(x, 16);
        x *= new Vector<uint>(0x85EBCA6Bu);
        x ^= Vector.ShiftRightLogical(x, 13);
        x *= new Vector<uint>(0xC2B2AE35u);
        x ^= Vector.ShiftRightLogical(x, 16);
        return x;
    }
}

/// <summary>Sets rows to zero.</summary>
internal unsafe struct ClearBody : IRowBody
{
    public View To;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* to = To.Row(row);
        if (To.HasDenseRows)
        {
            Lanes.Clear(to, To.Width * To.Channels);
            return;
        }

        for (int w = 0; w < To.Width; w++, to += To.PixelStride) Lanes.Clear(to, To.Channels);
    }
}
