using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Collects, for each cell of the input, the gradients of the windows that it won.</summary>
public static class MaxPoolBackward
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
            int top = Grid.IdxY + TShape.Pad;
            int left = column + TShape.Pad;
            int firstColumn = Windows.First(left, TShape.Kernel, TShape.Stride);
            int endColumn = Windows.End(left, TShape.Stride, width);
            int endRow = Windows.End(top, TShape.Stride, height);
            F4 sum = default;
            for (int i = Windows.First(top, TShape.Kernel, TShape.Stride); i < endRow; i++)
            {
                for (int j = firstColumn; j < endColumn; j++)
                {
                    int tap = (top - i * TShape.Stride) * TShape.Kernel + left - j * TShape.Stride;
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
