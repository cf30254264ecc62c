using FcnGen.CompilerServices;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Collects, for each cell of the input, its share of the gradients of the windows that hold it.</summary>
internal static class AvgPoolBackward
{
    /// <summary>
    /// Group: 256 threads, one value each; grid: values of a row of dx (cells times <paramref name="channels"/>), rows, pictures. Heights
    /// and widths are those of dy and of dx.
    /// </summary>
    public static void Run<TShape, TMask>(
        ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int items, int channels, int dyHeight, int dyWidth, int height, int width,
        int dyPixel, int dyRow, int dyImage, int xPixel, int xRow, int xImage, int dxPixel, int dxRow, int dxImage, int accumulate)
        where TShape : struct, IPoolShape where TMask : struct, IGradientMask
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / channels;
            int channel = item - column * channels;
            int image = Grid.IdxZ;
            int top = Grid.IdxY + TShape.Pad.Height;
            int left = column + TShape.Pad.Width;
            int firstColumn = Windows.First(left, TShape.Kernel.Width, TShape.Stride.Width);
            int endColumn = Windows.End(left, TShape.Stride.Width, dyWidth);
            int endRow = Windows.End(top, TShape.Stride.Height, dyHeight);
            float sum = 0;
            for (int i = Windows.First(top, TShape.Kernel.Height, TShape.Stride.Height); i < endRow; i++)
            {
                for (int j = firstColumn; j < endColumn; j++)
                {
                    sum += dy[image * dyImage + i * dyRow + j * dyPixel + channel] / AvgPool.Counted<TShape>(i, j, height, width);
                }
            }

            GradientOutput.Store<TMask>(
                dx, image * dxImage + Grid.IdxY * dxRow + column * dxPixel + channel,
                x, image * xImage + Grid.IdxY * xRow + column * xPixel + channel, sum, accumulate);
        }
    }
}
