using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Bilinear<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IConvShape =>
        Enlarge<TShape>(new BilinearBody { From = View(x), To = View(y), Height = y.Height, Width = y.Width, Accumulate = accumulate }, y.Batch);

    /// <inheritdoc/>
    public void BilinearArgMax<TShape>(Blob x, ByteBlob labels) where TShape : struct, IConvShape =>
        Enlarge<TShape>(new BilinearBody { From = View(x), Labels = arena + labels.Offset, Height = labels.Height, Width = labels.Width }, labels.Batch);

    /// <inheritdoc/>
    public void BilinearBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask
    {
        var body = new BilinearBackwardBody
        {
            Gradient = View(dy),
            Target = Target<TMask>(dx, x, accumulate),
            Rows = BilinearAxis.Of<TShape>(Axis.Height),
            Columns = BilinearAxis.Of<TShape>(Axis.Width),
            Scratch = device.Scratch.Workers(BilinearBody.ScratchFloats(dy.Width, dy.Channels)),
        };
        RowTasks<BilinearBackwardBody>.Run(device.Pool, body, body.Target.To.Rows, (long)dy.Width * dy.Channels * TShape.Kernel.Width);
    }

    /// <inheritdoc/>
    public void ArgMax(Blob scores, ByteBlob labels)
    {
        View view = View(scores);
        RowTasks<ArgMaxBody>.Run(device.Pool, new ArgMaxBody { From = view, Labels = arena + labels.Offset }, view.Rows, (long)view.Width * view.Channels);
    }

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

    /// <inheritdoc/>
    public void Lrn<TShape>(Blob x, Blob y) where TShape : struct, ILrnShape => Lrn(NewLrn<TShape>(x) with { To = View(y) });

    /// <inheritdoc/>
    public void LrnBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, ILrnShape where TMask : struct, IGradientMask =>
        Lrn(NewLrn<TShape>(x) with { Gradient = View(dy), Target = Target<TMask>(dx, x, accumulate), Backward = true });

    private void Enlarge<TShape>(BilinearBody body, int batch) where TShape : struct, IConvShape
    {
        body.Rows = BilinearAxis.Of<TShape>(Axis.Height);
        body.Columns = BilinearAxis.Of<TShape>(Axis.Width);
        body.Scratch = device.Scratch.Workers(BilinearBody.ScratchFloats(body.From.Width, body.From.Channels));
        RowTasks<BilinearBody>.Run(device.Pool, body, batch * body.Height, (long)body.Width * body.From.Channels);
    }

    private void MaxPool<TShape>(Blob x, Blob y, byte* winners) where TShape : struct, IPoolShape
    {
        var body = new MaxPoolBody { From = View(x), To = View(y), Winners = winners, Kernel = TShape.Kernel, Stride = TShape.Stride, Pad = TShape.Pad };
        RowTasks<MaxPoolBody>.Run(device.Pool, body, body.To.Rows, (long)y.Width * y.Channels * TShape.Kernel.Height * TShape.Kernel.Width);
    }

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
