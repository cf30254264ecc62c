using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The second half of the gradient of the enlargement: sums along the lines, for each cell of the input.</summary>
internal static class BilinearGradientColumns
{
    /// <summary>
    /// Group: 256 threads, one value each; grid: values of a row of dx (cells times <paramref name="channels"/>), rows, pictures. Lines
    /// are dense and <paramref name="width"/> cells long.
    /// </summary>
    public static void Run<TShape, TMask>(
        ArrayView<float> lines, ArrayView<float> x, ArrayView<float> dx, int items, int channels, int width,
        int xPixel, int xRow, int xImage, int dxPixel, int dxRow, int dxImage, int accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int cell = item / channels;
            int channel = item - cell * channels;
            int line = (Grid.IdxZ * Grid.DimY + Grid.IdxY) * width * channels + channel;
            int start = cell * TShape.Stride.Width - TShape.Pad.Width;
            int end = start + TShape.Kernel.Width < width ? start + TShape.Kernel.Width : width;
            float sum = 0;
            for (int column = start > 0 ? start : 0; column < end; column++)
            {
                sum += lines[line + column * channels] * BilinearAxis.Weight<Columns<TShape>>(column - start);
            }

            GradientOutput.Store<TMask>(
                dx, Grid.IdxZ * dxImage + Grid.IdxY * dxRow + cell * dxPixel + channel,
                x, Grid.IdxZ * xImage + Grid.IdxY * xRow + cell * xPixel + channel, sum, accumulate);
        }
    }
}
