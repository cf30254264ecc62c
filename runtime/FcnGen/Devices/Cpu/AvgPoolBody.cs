using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void AvgPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape
    {
        var body = new AvgPoolBody
        {
            From = View(x),
            To = View(y),
            Rows = AvgWindows.Of<TShape>(Axis.Height),
            Columns = AvgWindows.Of<TShape>(Axis.Width),
            Scratch = device.Scratch.Workers(x.Channels),
        };
        RowTasks<AvgPoolBody>.Run(device.Pool, body, body.To.Rows, (long)y.Width * y.Channels * TShape.Kernel.Height * TShape.Kernel.Width);
    }

    /// <inheritdoc/>
    public void AvgPoolBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        var body = new AvgPoolBackwardBody
        {
            Gradient = View(dy),
            Target = Target<TMask>(dx, x, accumulate),
            Rows = AvgWindows.Of<TShape>(Axis.Height),
            Columns = AvgWindows.Of<TShape>(Axis.Width),
            Scratch = device.Scratch.Workers(dx.Channels),
        };
        RowTasks<AvgPoolBackwardBody>.Run(device.Pool, body, body.Target.To.Rows, (long)dx.Width * dx.Channels);
    }
}

/// <summary>Windows of an average pooling: the divisor counts padding but not what lies beyond it, as Caffe does it.</summary>
internal readonly record struct AvgWindows(int Kernel, int Stride, int Pad, int PadEnd)
{
    /// <summary>The windows along one axis.</summary>
    public static AvgWindows Of<TShape>(Axis along) where TShape : struct, IPoolShape =>
        new(TShape.Kernel[along], TShape.Stride[along], TShape.Pad[along], TShape.PadEnd[along]);

    /// <summary>The cells of window <paramref name="index"/> inside the picture and the cells that it counts.</summary>
    public (int First, int End, int Counted) Of(int index, int size)
    {
        int start = index * Stride - Pad;
        int end = Math.Min(start + Kernel, size + PadEnd);
        return (Math.Max(start, 0), Math.Min(end, size), end - start);
    }

    /// <summary>The windows that hold a cell.</summary>
    public (int First, int End) Holding(int cell, int count) =>
        (Math.Max(0, Lanes.FloorDivide(cell + Pad - Kernel, Stride) + 1), Math.Min(count, Lanes.FloorDivide(cell + Pad, Stride) + 1));
}

/// <summary>The mean of each window.</summary>
internal unsafe struct AvgPoolBody : IRowBody
{
    public View From;
    public View To;
    public AvgWindows Rows;
    public AvgWindows Columns;
    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* sum = Scratch[worker];
        int image = row / To.Height;
        (int h0, int h1, int rows) = Rows.Of(row % To.Height, From.Height);
        float* to = To.Row(row);
        for (int j = 0; j < To.Width; j++, to += To.PixelStride)
        {
            (int w0, int w1, int columns) = Columns.Of(j, From.Width);
            float factor = 1f / ((float)rows * columns);
            Lanes.Clear(sum, To.Channels);
            for (int h = h0; h < h1; h++)
            {
                float* from = From.Row(image, h) + (long)w0 * From.PixelStride;
                for (int w = w0; w < w1; w++, from += From.PixelStride) Lanes.AddScaled(1, from, sum, To.Channels);
            }

            for (int c = 0; c < To.Channels; c++) to[c] = sum[c] * factor;
        }
    }
}

/// <summary>Collects, for each cell of the input, its share of the gradients of the windows that hold it.</summary>
internal unsafe struct AvgPoolBackwardBody : IRowBody
{
    public View Gradient;
    public GradientTarget Target;
    public AvgWindows Rows;
    public AvgWindows Columns;
    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* sum = Scratch[worker];
        int image = row / Target.To.Height;
        int h = row % Target.To.Height;
        (int i0, int i1) = Rows.Holding(h, Gradient.Height);
        for (int w = 0; w < Target.To.Width; w++)
        {
            (int j0, int j1) = Columns.Holding(w, Gradient.Width);
            Lanes.Clear(sum, Gradient.Channels);
            for (int i = i0; i < i1; i++)
            {
                int rows = Rows.Of(i, Target.To.Height).Counted;
                for (int j = j0; j < j1; j++)
                {
                    int columns = Columns.Of(j, Target.To.Width).Counted;
                    Lanes.AddScaled(1f / ((float)rows * columns), Gradient.Row(image, i) + (long)j * Gradient.PixelStride, sum, Gradient.Channels);
                }
            }

            Target.Store(sum, image, h, w);
        }
    }
}
