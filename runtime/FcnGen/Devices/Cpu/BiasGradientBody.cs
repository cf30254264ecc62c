using System;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <summary>The gradient of a bias: the sum of the output's gradient over all cells.</summary>
    private void BiasGradient(View dy, Parameter bias, bool accumulate)
    {
        int rows = dy.Rows;
        float* partials = device.Scratch.Shared((long)rows * dy.Channels);
        RowTasks<BiasRowBody>.Run(device.Pool, new BiasRowBody { Gradient = dy, Partials = partials }, rows, (long)dy.Width * dy.Channels);
        SumRows(partials, dy, bias, accumulate);
    }

    /// <summary>Adds the sums of each row of a gradient to one value per channel.</summary>
    private void SumRows(float* partials, View dy, Parameter to, bool accumulate)
    {
        var body = new ChannelSumBody { Partials = partials, Rows = dy.Rows, Count = dy.Channels, To = Gradient(to), Accumulate = accumulate };
        device.Pool.Run(body, (dy.Channels + ChannelSumBody.Channels - 1) / ChannelSumBody.Channels);
    }
}

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
