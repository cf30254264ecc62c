using System;

namespace FcnGen;

/// <summary>Sums each row of a gradient per channel; <see cref="ChannelSumBody"/> then adds the rows.</summary>
internal unsafe struct BiasRowBody : IRowBody
{
    public View Gradient;
    public float* Partials;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = Gradient.Channels;
        float* sum = Partials + (long)row * channels;
        Lanes.Clear(sum, channels);
        float* from = Gradient.Row(row);
        for (int w = 0; w < Gradient.Width; w++, from += Gradient.PixelStride) Lanes.AddScaled(1, from, sum, channels);
    }
}

/// <summary>Adds the row sums of a run of channels, in their order and in double precision.</summary>
internal unsafe struct ChannelSumBody : IBody
{
    /// <summary>Channels of one task.</summary>
    public const int Channels = 64;

    public float* Partials;
    public int Rows;
    public int Count;
    public float* To;
    public bool Accumulate;

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        int end = Math.Min(Count, (task + 1) * Channels);
        for (int c = task * Channels; c < end; c++)
        {
            double sum = Accumulate ? To[c] : 0;
            for (int row = 0; row < Rows; row++) sum += Partials[(long)row * Count + c];
            To[c] = (float)sum;
        }
    }
}
