using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen;

/// <summary>Collects, for each window, the gradient of the cell that won it.</summary>
internal unsafe struct UnpoolBackwardBody : IRowBody
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
        int i = row % Target.To.Height;
        int top = i * Stride.Height - Pad.Height;
        int endRow = Math.Min(top + Kernel.Height, Gradient.Height);
        byte* winners = Winners + (long)row * Target.To.Width * channels;
        for (int j = 0; j < Target.To.Width; j++, winners += channels)
        {
            int left = j * Stride.Width - Pad.Width;
            int endColumn = Math.Min(left + Kernel.Width, Gradient.Width);
            Lanes.Clear(sum, channels);
            for (int h = Math.Max(top, 0); h < endRow; h++)
            {
                for (int w = Math.Max(left, 0); w < endColumn; w++)
                {
                    int tap = (h - top) * Kernel.Width + w - left;
                    MaxPoolBackwardBody.Add(Gradient.Row(image, h) + (long)w * Gradient.PixelStride, winners, (byte)tap, sum, channels);
                }
            }

            Target.Store(sum, image, i, j);
        }
    }
}

// Unpooling.
internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Unpool<TShape>(Blob x, ByteBlob winners, Blob y) where TShape : struct, IPoolShape =>
        MaxPoolBackward<TShape, PassThrough>(x, winners, y, y, accumulate: false); // as the max pooling gives its gradient to the winners

    /// <inheritdoc/>
    public void UnpoolBackward<TShape, TMask>(Blob dy, ByteBlob winners, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        var body = new UnpoolBackwardBody
        {
            Gradient = View(dy),
            Winners = arena + winners.Offset,
            Target = Target<TMask>(dx, x, accumulate),
            Kernel = TShape.Kernel,
            Stride = TShape.Stride,
            Pad = TShape.Pad,
            Scratch = device.Scratch.Workers(dx.Channels),
        };
        RowTasks<UnpoolBackwardBody>.Run(device.Pool, body, body.Target.To.Rows, (long)dx.Width * dx.Channels * TShape.Kernel.Height * TShape.Kernel.Width);
    }
}
