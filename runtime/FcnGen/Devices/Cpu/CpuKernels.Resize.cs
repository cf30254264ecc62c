using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Resize<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IResizeShape
    {
        var body = new ResizeBody
        {
            From = View(x),
            To = View(y),
            Mode = TShape.Mode,
            Accumulate = accumulate,
            Rows = ResizeAxis.Of<TShape>(Axis.Height, x.Height, y.Height),
            Columns = ResizeAxis.Of<TShape>(Axis.Width, x.Width, y.Width),
        };
        RowTasks<ResizeBody>.Run(device.Pool, body, body.To.Rows, (long)y.Width * y.Channels);
    }

    /// <inheritdoc/>
    public void ResizeBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IResizeShape where TMask : struct, IGradientMask
    {
        var body = new ResizeBackwardBody
        {
            Gradient = View(dy),
            Target = Target<TMask>(dx, x, accumulate),
            Mode = TShape.Mode,
            Rows = ResizeAxis.Of<TShape>(Axis.Height, dx.Height, dy.Height),
            Columns = ResizeAxis.Of<TShape>(Axis.Width, dx.Width, dy.Width),
            Scratch = device.Scratch.Workers(ResizeBackwardBody.ScratchFloats(dy.Width, dy.Channels)),
        };
        RowTasks<ResizeBackwardBody>.Run(device.Pool, body, body.Target.To.Rows, (long)dy.Width * dy.Channels);
    }
}
