using System;
using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Lrn<TShape>(Blob x, Blob y) where TShape : struct, ILrnShape => Lrn(NewLrn<TShape>(x) with { To = View(y) });

    /// <inheritdoc/>
    public void LrnBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, ILrnShape where TMask : struct, IGradientMask =>
        Lrn(NewLrn<TShape>(x) with { Gradient = View(dy), Target = Target<TMask>(dx, x, accumulate), Backward = true });

    private LrnBody NewLrn<TShape>(Blob x) where TShape : struct, ILrnShape => new()
    {
        From = View(x),
        Size = TShape.LocalSize,
        Alpha = TShape.Alpha,
        Beta = TShape.Beta,
        K = TShape.K,
        Scratch = device.Scratch.Workers(LrnBody.ScratchFloats(x.Channels, TShape.LocalSize)),
    };

    private void Lrn(LrnBody body) =>
        RowTasks<LrnBody>.Run(device.Pool, body, body.From.Rows, (long)body.From.Width * body.From.Channels);
}

/// <summary>Local response normalisation across channels, and its gradient where <see cref="Backward"/>.</summary>
internal unsafe struct LrnBody : IRowBody
{
    public View From;
    public View To;
    public View Gradient;
    public GradientTarget Target;
    public bool Backward;
    public int Size;
    public float Alpha;
    public float Beta;
    public float K;
    public float** Scratch;

    /// <summary>Values of scratch per worker.</summary>
    public static long ScratchFloats(int channels, int size) => 3L * Lanes.Padded(channels) + 2L * (Lanes.Padded(channels) + Lanes.Padded(2 * size));

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = From.Channels;
        int half = (Size - 1) / 2;
        float* scale = Scratch[worker];
        float* power = scale + Lanes.Padded(channels);
        float* result = power + Lanes.Padded(channels);
        float* window = result + Lanes.Padded(channels);
        float* ratios = window + Lanes.Padded(channels) + Lanes.Padded(2 * Size);
        Lanes.Clear(window, channels + Size);
        Lanes.Clear(ratios, channels + Size);
        int image = row / From.Height;
        int h = row % From.Height;
        float* x = From.Row(row);
        for (int w = 0; w < From.Width; w++, x += From.PixelStride)
        {
            for (int c = 0; c < channels; c++) window[half + c] = x[c] * x[c];
            WindowSums(window, scale, channels);
            for (int c = 0; c < channels; c++) scale[c] = K + Alpha / Size * scale[c];
            Power(scale, power, channels);
            if (!Backward)
            {
                float* y = To.Row(row) + (long)w * To.PixelStride;
                for (int c = 0; c < channels; c++) y[c] = x[c] * power[c];
                continue;
            }

            float* dy = Gradient.Row(row) + (long)w * Gradient.PixelStride;
            for (int c = 0; c < channels; c++) ratios[half + c] = dy[c] * x[c] * power[c] / scale[c];
            WindowSums(ratios, result, channels);
            float factor = 2 * Alpha * Beta / Size;
            for (int c = 0; c < channels; c++) result[c] = dy[c] * power[c] - factor * x[c] * result[c];
            Target.Store(result, image, h, w);
        }
    }

    /// <summary>sums[c] = Σ of the window around c; values lie half a window to the right, between zeros.</summary>
    private readonly void WindowSums(float* values, float* sums, int count)
    {
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
        {
            Vector<float> sum = Vector.Load(values + c);
            for (int i = 1; i < Size; i++) sum += Vector.Load(values + c + i);
            Vector.Store(sum, sums + c);
        }

        for (; c < count; c++)
        {
            float sum = 0;
            for (int i = 0; i < Size; i++) sum += values[c + i];
            sums[c] = sum;
        }
    }

    /// <summary>powers = scales ^ −β; the usual β = ¾ by square roots.</summary>
    private readonly void Power(float* scales, float* powers, int count)
    {
        int c = 0;
        if (Beta == 0.75f)
        {
            for (; c <= count - Lanes.Width; c += Lanes.Width)
            {
                Vector<float> root = Vector.SquareRoot(Vector.Load(scales + c));
                Vector.Store(Vector<float>.One / (root * Vector.SquareRoot(root)), powers + c);
            }
        }

        for (; c < count; c++) powers[c] = MathF.Pow(scales[c], -Beta);
    }
}
