using System;
using System.Numerics;
using FcnGen.Geometry;

namespace FcnGen;

/// <summary>The largest value of each window and, if asked for, which tap it was.</summary>
internal unsafe struct MaxPoolBody : IRowBody
{
    public View From;
    public View To;
    public byte* Winners;
    public PerAxis<int> Kernel;
    public PerAxis<int> Stride;
    public PerAxis<int> Pad;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int image = row / To.Height;
        int top = row % To.Height * Stride.Height - Pad.Height;
        int h0 = Math.Max(top, 0);
        int h1 = Math.Min(top + Kernel.Height, From.Height);
        float* to = To.Row(row);
        byte* winners = Winners is null ? null : Winners + (long)row * To.Width * To.Channels;
        for (int w = 0; w < To.Width; w++, to += To.PixelStride)
        {
            int left = w * Stride.Width - Pad.Width;
            Window(image, h0, h1, Math.Max(left, 0), Math.Min(left + Kernel.Width, From.Width), top, left, to, winners);
            if (winners is not null) winners += To.Channels;
        }
    }

    private readonly void Window(int image, int h0, int h1, int w0, int w1, int top, int left, float* to, byte* winners)
    {
        int* lanes = stackalloc int[Vector<int>.Count];
        int c = 0;
        for (; c <= To.Channels - Lanes.Width; c += Lanes.Width)
        {
            var best = new Vector<float>(float.MinValue);
            Vector<int> taps = Vector<int>.Zero;
            for (int h = h0; h < h1; h++)
            {
                float* from = From.Row(image, h) + (long)w0 * From.PixelStride + c;
                for (int w = w0; w < w1; w++, from += From.PixelStride)
                {
                    Vector<float> value = Vector.Load(from);
                    Vector<int> larger = Vector.GreaterThan(value, best);
                    best = Vector.ConditionalSelect(larger, value, best);
                    if (winners is not null) taps = Vector.ConditionalSelect(larger, new Vector<int>((h - top) * Kernel.Width + w - left), taps);
                }
            }

            Vector.Store(best, to + c);
            if (winners is null) continue;
            Vector.Store(taps, lanes);
            for (int i = 0; i < Lanes.Width; i++) winners[c + i] = (byte)lanes[i];
        }

        for (; c < To.Channels; c++)
        {
            float best = float.MinValue;
            int tap = 0;
            for (int h = h0; h < h1; h++)
            {
                for (int w = w0; w < w1; w++)
                {
                    float value = From.Row(image, h)[(long)w * From.PixelStride + c];
                    if (!(value > best)) continue;
                    best = value;
                    tap = (h - top) * Kernel.Width + w - left;
                }
            }

            to[c] = best;
            if (winners is not null) winners[c] = (byte)tap;
        }
    }
}

/// <summary>Collects, for each cell of the input, the gradients of the windows that it won.</summary>
internal unsafe struct MaxPoolBackwardBody : IRowBody
{
    public View Gradient;
    public byte* Winners;
    public GradientTarget Target;
    public PerAxis<int> Kernel;
    public PerAxis<int> Stride;
    public PerAxis<int> Pad;
    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* sum = Scratch[worker];
        int channels = Gradient.Channels;
        int image = row / Target.To.Height;
        int h = row % Target.To.Height;
        (int i0, int i1) = Windows(Axis.Height, h, Gradient.Height);
        for (int w = 0; w < Target.To.Width; w++)
        {
            (int j0, int j1) = Windows(Axis.Width, w, Gradient.Width);
            Lanes.Clear(sum, channels);
            for (int i = i0; i < i1; i++)
            {
                for (int j = j0; j < j1; j++)
                {
                    int tap = (h + Pad.Height - i * Stride.Height) * Kernel.Width + w + Pad.Width - j * Stride.Width;
                    Add(
                        Gradient.Row(image, i) + (long)j * Gradient.PixelStride,
                        Winners + (((long)image * Gradient.Height + i) * Gradient.Width + j) * channels,
                        (byte)tap,
                        sum,
                        channels);
                }
            }

            Target.Store(sum, image, h, w);
        }
    }

    /// <summary>The windows that hold a cell.</summary>
    private readonly (int First, int End) Windows(Axis along, int cell, int count) => (
        Math.Max(0, Lanes.FloorDivide(cell + Pad[along] - Kernel[along], Stride[along]) + 1),
        Math.Min(count, Lanes.FloorDivide(cell + Pad[along], Stride[along]) + 1));

    /// <summary>Adds the gradients of the channels that a tap won.</summary>
    public static void Add(float* gradient, byte* winners, byte tap, float* sum, int count)
    {
        int c = 0;
        var wanted = new Vector<byte>(tap);
        for (; c <= count - Vector<byte>.Count; c += Vector<byte>.Count)
        {
            Vector<sbyte> won = Vector.AsVectorSByte(Vector.Equals(Vector.Load(winners + c), wanted));
            Vector.Widen(won, out Vector<short> low, out Vector<short> high);
            Vector.Widen(low, out Vector<int> m0, out Vector<int> m1);
            Vector.Widen(high, out Vector<int> m2, out Vector<int> m3);
            AddMasked(gradient + c, m0, sum + c);
            AddMasked(gradient + c + Lanes.Width, m1, sum + c + Lanes.Width);
            AddMasked(gradient + c + 2 * Lanes.Width, m2, sum + c + 2 * Lanes.Width);
            AddMasked(gradient + c + 3 * Lanes.Width, m3, sum + c + 3 * Lanes.Width);
        }

        for (; c < count; c++)
        {
            if (winners[c] == tap) sum[c] += gradient[c];
        }
    }

    private static void AddMasked(float* gradient, Vector<int> mask, float* sum) =>
        Vector.Store(Vector.Load(sum) + Vector.ConditionalSelect(mask, Vector.Load(gradient), Vector<float>.Zero), sum);
}
