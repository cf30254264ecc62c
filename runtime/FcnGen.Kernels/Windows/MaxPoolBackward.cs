using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Collects, for each cell of the input, the gradients of the windows that it won.</summary>
internal static class MaxPoolBackward
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row of dx (cells times
    /// <paramref name="perCell"/>), rows, pictures. Height and width are those of dy; winners are dense.
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
            int top = Grid.IdxY + TShape.Pad.Height;
            int left = column + TShape.Pad.Width;
            int firstColumn = Windows.First(left, TShape.Kernel.Width, TShape.Stride.Width);
            int endColumn = Windows.End(left, TShape.Stride.Width, width);
            int endRow = Windows.End(top, TShape.Stride.Height, height);
            F4 sum = default;
            for (int i = Windows.First(top, TShape.Kernel.Height, TShape.Stride.Height); i < endRow; i++)
            {
                for (int j = firstColumn; j < endColumn; j++)
                {
                    int tap = (top - i * TShape.Stride.Height) * TShape.Kernel.Width + left - j * TShape.Stride.Width;
                    Taps taps = Taps.Load<TLanes>(winners, ((image * height + i) * width + j) * perCell * TLanes.Count + channel);
                    sum = Taps.AddWhere(taps, tap, sum, LaneAccess.Load<TLanes>(dy, image * dyImage + i * dyRow + j * dyPixel + channel));
                }
            }

            GradientOutput.Store<TMask, TLanes>(
                dx, image * dxImage + Grid.IdxY * dxRow + column * dxPixel + channel,
                x, image * xImage + Grid.IdxY * xRow + column * xPixel + channel, sum, accumulate);
        }
    }
}
