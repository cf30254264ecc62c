using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Collects, for each window, the gradient of the cell that won it.</summary>
internal static class UnpoolBackward
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row of dx (windows times
    /// <paramref name="perCell"/>), rows, pictures. Height and width are those of dy; winners are dense. All taps of a window are read, as
    /// neighbours in memory, since those that four channels won would be four accesses.
    /// </summary>
    public static void Run<TShape, TMask, TLanes>(
        ArrayView<float> dy, ArrayView<byte> winners, ArrayView<float> x, ArrayView<float> dx, int items, int perCell, int height, int width,
        int dyPixel, int dyRow, int dyImage, int xPixel, int xRow, int xImage, int dxPixel, int dxRow, int dxImage, int accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask where TLanes : struct, ILanes
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            int image = Grid.IdxZ;
            int top = Grid.IdxY * TShape.Stride.Height - TShape.Pad.Height;
            int left = column * TShape.Stride.Width - TShape.Pad.Width;
            int firstColumn = left > 0 ? left : 0;
            int endRow = top + TShape.Kernel.Height < height ? top + TShape.Kernel.Height : height;
            int endColumn = left + TShape.Kernel.Width < width ? left + TShape.Kernel.Width : width;
            Taps taps = Taps.Load<TLanes>(winners, ((image * Grid.DimY + Grid.IdxY) * items + item) * TLanes.Count);
            F4 sum = default;
            for (int h = top > 0 ? top : 0; h < endRow; h++)
            {
                for (int w = firstColumn; w < endColumn; w++)
                {
                    sum = Taps.AddWhere(
                        taps, (h - top) * TShape.Kernel.Width + w - left, sum, LaneAccess.Load<TLanes>(dy, image * dyImage + h * dyRow + w * dyPixel + channel));
                }
            }

            GradientOutput.Store<TMask, TLanes>(
                dx, image * dxImage + Grid.IdxY * dxRow + column * dxPixel + channel,
                x, image * xImage + Grid.IdxY * xRow + column * xPixel + channel, sum, accumulate);
        }
    }
}
