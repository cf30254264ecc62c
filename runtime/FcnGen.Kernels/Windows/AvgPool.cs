using FcnGen.CompilerServices;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The mean of each window: padding counts as zeros, the overhang beyond it does not count.</summary>
internal static class AvgPool
{
    /// <summary>Group: 256 threads, one value each; grid: values of a row of y (cells times <paramref name="channels"/>), rows, pictures.</summary>
    public static void Run<TShape>(
        ArrayView<float> x, ArrayView<float> y, int items, int channels, int height, int width,
        int xPixel, int xRow, int xImage, int yPixel, int yRow, int yImage)
        where TShape : struct, IPoolShape
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / channels;
            int channel = item - column * channels;
            int top = Grid.IdxY * TShape.Stride.Height - TShape.Pad.Height;
            int left = column * TShape.Stride.Width - TShape.Pad.Width;
            int firstRow = top > 0 ? top : 0;
            int firstColumn = left > 0 ? left : 0;
            int endRow = top + TShape.Kernel.Height < height ? top + TShape.Kernel.Height : height;
            int endColumn = left + TShape.Kernel.Width < width ? left + TShape.Kernel.Width : width;
            float sum = 0;
            for (int h = firstRow; h < endRow; h++)
            {
                for (int w = firstColumn; w < endColumn; w++)
                {
                    sum += x[Grid.IdxZ * xImage + h * xRow + w * xPixel + channel];
                }
            }

            y[Grid.IdxZ * yImage + Grid.IdxY * yRow + column * yPixel + channel] = sum / Counted<TShape>(Grid.IdxY, column, height, width);
        }
    }

    /// <summary>Cells that a window counts: those of the picture and its padding.</summary>
    internal static float Counted<TShape>(int row, int column, int height, int width) where TShape : struct, IPoolShape =>
        Side(row, height + TShape.Pad.Height + TShape.PadEnd.Height, TShape.Kernel.Height, TShape.Stride.Height)
        * Side(column, width + TShape.Pad.Width + TShape.PadEnd.Width, TShape.Kernel.Width, TShape.Stride.Width);

    private static int Side(int index, int padded, int kernel, int stride)
    {
        int rest = padded - index * stride;
        return rest < kernel ? rest : kernel;
    }
}
