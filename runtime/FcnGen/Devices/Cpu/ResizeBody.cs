using System;
using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>A resized map: each cell from the four around its position, or a copy of one.</summary>
internal unsafe struct ResizeBody : IRowBody
{
    public View From;
    public View To;
    public ResizeMode Mode;
    public bool Accumulate;
    public ResizeAxis Rows;
    public ResizeAxis Columns;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int image = row / To.Height;
        int position = Rows.Position(row % To.Height);
        int first = position / Rows.Divisor;
        float* above = From.Row(image, first);
        float* to = To.Row(row);
        if (Mode == ResizeMode.Bilinear) Bilinear(above, position - first * Rows.Divisor, to);
        else Nearest(above, to);
    }

    private readonly void Nearest(float* from, float* to)
    {
        for (int w = 0; w < To.Width; w++, to += To.PixelStride)
        {
            float* cell = from + (long)(Columns.Position(w) / Columns.Divisor) * From.PixelStride;
            if (Accumulate) Lanes.AddScaled(1, cell, to, To.Channels);
            else new ReadOnlySpan<float>(cell, To.Channels).CopyTo(new Span<float>(to, To.Channels));
        }
    }

    /// <summary>Cells that have no weight are not read: behind the last row and column there are none.</summary>
    private readonly void Bilinear(float* above, int parts, float* to)
    {
        float* below = parts > 0 ? above + From.RowStride : above;
        float rowShare = 1f / Rows.Divisor, columnShare = 1f / Columns.Divisor;
        float lower = parts * rowShare, upper = (Rows.Divisor - parts) * rowShare;
        for (int w = 0; w < To.Width; w++, to += To.PixelStride)
        {
            int position = Columns.Position(w);
            int first = position / Columns.Divisor;
            int rest = position - first * Columns.Divisor;
            long left = (long)first * From.PixelStride;
            long right = rest > 0 ? left + From.PixelStride : left;
            float before = (Columns.Divisor - rest) * columnShare, after = rest * columnShare;
            Blend(above + left, above + right, below + left, below + right, upper * before, upper * after, lower * before, lower * after, to);
        }
    }

    private readonly void Blend(float* p, float* q, float* r, float* s, float a, float b, float c, float d, float* to)
    {
        int i = 0;
        for (; i <= To.Channels - Lanes.Width; i += Lanes.Width)
        {
            Vector<float> value = Vector.Load(p + i) * a + Vector.Load(q + i) * b + (Vector.Load(r + i) * c + Vector.Load(s + i) * d);
            Vector.Store(Accumulate ? value + Vector.Load(to + i) : value, to + i);
        }

        for (; i < To.Channels; i++)
        {
            float value = p[i] * a + q[i] * b + (r[i] * c + s[i] * d);
            to[i] = Accumulate ? value + to[i] : value;
        }
    }
}

/// <summary>
/// The gradient of a resized map: for each row of the input, first down the columns of the rows that read it, then along the line that this leaves.
/// </summary>
internal unsafe struct ResizeBackwardBody : IRowBody
{
    public View Gradient;
    public GradientTarget Target;
    public ResizeMode Mode;
    public ResizeAxis Rows;
    public ResizeAxis Columns;
    public float** Scratch;

    /// <summary>Values of scratch per worker: a cell and a line.</summary>
    public static long ScratchFloats(int width, int channels) => (width + 1L) * channels;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = Gradient.Channels;
        float* sum = Scratch[worker];
        float* line = sum + channels;
        int image = row / Target.To.Height;
        int h = row % Target.To.Height;
        Vertical(image, h, line);
        float share = 1f / Columns.Divisor;
        for (int w = 0; w < Target.To.Width; w++)
        {
            Lanes.Clear(sum, channels);
            int end = Columns.Start(w + 1, Gradient.Width);
            for (int j = Columns.Start(w - ResizeAxis.Reach(Mode), Gradient.Width); j < end; j++)
                Lanes.AddScaled(Weight(Columns, j, w, share), line + (long)j * channels, sum, channels);
            Target.Store(sum, image, h, w);
        }
    }

    private readonly void Vertical(int image, int h, float* line)
    {
        int count = Gradient.Width * Gradient.Channels;
        Lanes.Clear(line, count);
        float share = 1f / Rows.Divisor;
        int end = Rows.Start(h + 1, Gradient.Height);
        for (int i = Rows.Start(h - ResizeAxis.Reach(Mode), Gradient.Height); i < end; i++)
        {
            float weight = Weight(Rows, i, h, share);
            float* from = Gradient.Row(image, i);
            if (Gradient.HasDenseRows)
            {
                Lanes.AddScaled(weight, from, line, count);
                continue;
            }

            float* to = line;
            for (int w = 0; w < Gradient.Width; w++, from += Gradient.PixelStride, to += Gradient.Channels) Lanes.AddScaled(weight, from, to, Gradient.Channels);
        }
    }

    private readonly float Weight(ResizeAxis axis, int output, int input, float share) =>
        Mode == ResizeMode.Bilinear ? axis.Weight(output, input) * share : 1;
}
