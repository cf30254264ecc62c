using System;
using FcnGen.CompilerServices;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void MaxPool<TShape>(Blob x, Blob y) where TShape : struct, IPoolShape => MaxPool<TShape>(x, y, null);

    /// <inheritdoc/>
    public void MaxPool<TShape>(Blob x, Blob y, ByteBlob winners) where TShape : struct, IPoolShape
    {
        if (TShape.Kernel.Height * TShape.Kernel.Width > 256)
            throw new NotSupportedException($"The winning tap is kept in a byte, so a max-pool window has at most 256 cells; this one is {TShape.Kernel.Height}x{TShape.Kernel.Width}.");
        MaxPool<TShape>(x, y, arena + winners.Offset);
    }

    /// <inheritdoc/>
    public void MaxPoolBackward<TShape, TMask>(Blob dy, ByteBlob winners, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        var body = new MaxPoolBackwardBody
        {
            Gradient = View(dy),
            Winners = arena + winners.Offset,
            Target = Target<TMask>(dx, x, accumulate),
            Kernel = TShape.Kernel,
            Stride = TShape.Stride,
            Pad = TShape.Pad,
            Scratch = device.Scratch.Workers(dx.Channels),
        };
        RowTasks<MaxPoolBackwardBody>.Run(device.Pool, body, body.Target.To.Rows, (long)dx.Width * dx.Channels);
    }

    private void MaxPool<TShape>(Blob x, Blob y, byte* winners) where TShape : struct, IPoolShape
    {
        var body = new MaxPoolBody { From = View(x), To = View(y), Winners = winners, Kernel = TShape.Kernel, Stride = TShape.Stride, Pad = TShape.Pad };
        RowTasks<MaxPoolBody>.Run(device.Pool, body, body.To.Rows, (long)y.Width * y.Channels * TShape.Kernel.Height * TShape.Kernel.Width);
    }
}
