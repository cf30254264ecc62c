using System;
using System.Numerics;

namespace FcnGen;

/// <summary>Copies between channel planes (NCHW) and cells, row by row.</summary>
internal unsafe struct PlanesBody : IRowBody
{
    public float* Planes;
    public View Cells;
    public bool Upload;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* cells = Cells.Row(row);
        int image = row / Cells.Height;
        int h = row % Cells.Height;
        for (int c = 0; c < Cells.Channels; c++)
        {
            float* plane = Planes + (((long)image * Cells.Channels + c) * Cells.Height + h) * Cells.Width;
            if (Upload)
            {
                for (int w = 0; w < Cells.Width; w++) cells[(long)w * Cells.PixelStride + c] = plane[w];
            }
            else
            {
                for (int w = 0; w < Cells.Width; w++) plane[w] = cells[(long)w * Cells.PixelStride + c];
            }
        }
    }
}

/// <summary>v ← momentum·v + rate·(gradientScale·g + decay·w); w ← w − v, in runs of the packed values.</summary>
internal unsafe struct SgdBody : IBody
{
    private const int Chunk = 1 << 14;

    public float* Values;
    public float* Gradient;
    public float* Velocity;
    public long Length;
    public float Rate;
    public float Momentum;
    public float Decay;
    public float GradientScale;

    /// <summary>Tasks for so many values.</summary>
    public static int Tasks(long length) => checked((int)((length + Chunk - 1) / Chunk));

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        long start = (long)task * Chunk;
        int length = (int)Math.Min(Chunk, Length - start);
        float* w = Values + start;
        float* g = Gradient + start;
        float* v = Velocity + start;
        int i = 0;
        for (; i <= length - Lanes.Width; i += Lanes.Width)
        {
            Vector<float> value = Vector.Load(w + i);
            Vector<float> velocity = Vector.Load(v + i) * Momentum + (Vector.Load(g + i) * GradientScale + value * Decay) * Rate;
            Vector.Store(velocity, v + i);
            Vector.Store(value - velocity, w + i);
        }

        for (; i < length; i++)
        {
            v[i] = v[i] * Momentum + (g[i] * GradientScale + w[i] * Decay) * Rate;
            w[i] -= v[i];
        }
    }
}
