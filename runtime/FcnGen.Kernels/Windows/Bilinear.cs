using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Fixed bilinear enlargement, each channel by itself.</summary>
internal static class Bilinear
{
    /// <summary>
    /// Group: 256 threads, one value each; grid: values of a row of y (cells times <paramref name="channels"/>), rows, pictures. Height
    /// and width are those of x.
    /// </summary>
    public static void Run<TShape>(
        ArrayView<float> x, ArrayView<float> y, int items, int channels, int height, int width,
        int xPixel, int xRow, int xImage, int yPixel, int yRow, int yImage, int accumulate)
        where TShape : struct, IConvShape
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / channels;
            int channel = item - column * channels;
            var rows = BilinearAxis.At<TShape, Rows<TShape>>(Grid.IdxY, height);
            var columns = BilinearAxis.At<TShape, Columns<TShape>>(column, width);
            float value = BilinearAxis.Sum<TShape>(x, Grid.IdxZ * xImage + channel, xPixel, xRow, rows, columns);
            int at = Grid.IdxZ * yImage + Grid.IdxY * yRow + column * yPixel + channel;
            if (accumulate != 0)
            {
                value += y[at];
            }

            y[at] = value;
        }
    }
}
