using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    /// <inheritdoc/>
    public void Activate<TActivation>(Blob x, Parameter parameter, Blob y) where TActivation : struct, IParametricActivation
    {
        if (IsAligned(x) && IsAligned(y)) ParametricActivation<FourLanes, TActivation>(x, parameter, y);
        else ParametricActivation<OneLane, TActivation>(x, parameter, y);
    }

    /// <inheritdoc/>
    public void ActivateBackwardData<TActivation, TMask>(Blob dy, Parameter parameter, Blob x, Blob dx, bool accumulate)
        where TActivation : struct, IParametricActivation where TMask : struct, IGradientMask
    {
        if (IsAligned(dy) && IsAligned(x) && IsAligned(dx)) ParametricGradient<FourLanes, TActivation, TMask>(dy, parameter, x, dx, accumulate);
        else ParametricGradient<OneLane, TActivation, TMask>(dy, parameter, x, dx, accumulate);
    }

    /// <inheritdoc/>
    public void ActivateBackwardParameter<TActivation>(Blob x, Blob dy, Parameter parameter, bool accumulate) where TActivation : struct, IParametricActivation
    {
        (int splits, int each) = ChannelSplits(dy);
        var sums = new GpuView(device.Scratch((long)splits * dy.Channels * sizeof(float)), 0, sizeof(float));
        device.Launch(
            ParametricKernels<TActivation>.Sum,
            new LaunchGrid(Cover(dy.Channels, 32), 1, splits),
            [View(x), View(dy), Values(parameter), sums],
            [
                dy.Batch, dy.Height, dy.Width, dy.Channels, x.PixelStride, (int)x.RowStride, (int)x.ImageStride,
                dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride, each,
            ]);
        Sum(sums, Gradient(parameter), dy.Channels, splits, accumulate);
    }

    private void ParametricActivation<TLanes, TActivation>(Blob x, Parameter parameter, Blob y)
        where TLanes : struct, ILanes where TActivation : struct, IParametricActivation
    {
        int perCell = y.Channels / TLanes.Count;
        int items = y.Width * perCell;
        device.Launch(
            ParametricKernels<TLanes, TActivation>.Activation, Rows(items, y.Height, y.Batch),
            [View(x), View(y), Values(parameter)],
            [items, perCell, x.PixelStride, (int)x.RowStride, (int)x.ImageStride, y.PixelStride, (int)y.RowStride, (int)y.ImageStride]);
    }

    private void ParametricGradient<TLanes, TActivation, TMask>(Blob dy, Parameter parameter, Blob x, Blob dx, bool accumulate)
        where TLanes : struct, ILanes where TActivation : struct, IParametricActivation where TMask : struct, IGradientMask
    {
        int perCell = dx.Channels / TLanes.Count;
        int items = dx.Width * perCell;
        device.Launch(
            ParametricKernels<TLanes, TActivation, TMask>.Gradient, Rows(items, dx.Height, dx.Batch),
            [View(dy), View(dx), View(x), Values(parameter)],
            [
                items, perCell, dy.PixelStride, (int)dy.RowStride, (int)dy.ImageStride, dx.PixelStride, (int)dx.RowStride, (int)dx.ImageStride,
                x.PixelStride, (int)x.RowStride, (int)x.ImageStride, accumulate,
            ]);
    }
}
