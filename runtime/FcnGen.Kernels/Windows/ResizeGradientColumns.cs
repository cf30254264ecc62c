using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The second half of the gradient of a resized map: sums along the lines, for each cell of the input.</summary>
internal static class ResizeGradientColumns
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row of dx (cells times <paramref name="perCell"/>), rows,
    /// pictures. Lines are dense and <paramref name="lineWidth"/> cells long; width is that of dx.
    /// </summary>
    public static void Run<TShape, TMask, TLanes>(
        ArrayView<float> lines, ArrayView<float> x, ArrayView<float> dx, int items, int perCell, int lineWidth, int width,
        int scale, int offset, int divisor, int xPixel, int xRow, int xImage, int dxPixel, int dxRow, int dxImage, int accumulate, float share)
        where TShape : struct, IResizeShape where TMask : struct, IGradientMask where TLanes : struct, ILanes
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int cell = item / perCell;
            int channel = (item - cell * perCell) * TLanes.Count;
            int channels = perCell * TLanes.Count;
            int line = (Grid.IdxZ * Grid.DimY + Grid.IdxY) * lineWidth * channels + channel;
            var axis = new ResizeAxis(scale, offset, divisor, width);
            F4 sum = ResizeGradient.Sum<TShape, TLanes>(lines, line, channels, axis, cell, lineWidth, share);
            GradientOutput.Store<TMask, TLanes>(
                dx, Grid.IdxZ * dxImage + Grid.IdxY * dxRow + cell * dxPixel + channel,
                x, Grid.IdxZ * xImage + Grid.IdxY * xRow + cell * xPixel + channel, sum, accumulate);
        }
    }
}
