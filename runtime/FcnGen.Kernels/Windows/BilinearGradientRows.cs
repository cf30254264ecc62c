using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The first half of the gradient of the enlargement: sums down the columns of dy, for each row of the input.</summary>
internal static class BilinearGradientRows
{
    /// <summary>
    /// lines[image][h][w][c] = Σ of dy over the output rows that read input row h. Group: 256 threads, one value each; grid: values of a
    /// row of dy (cells times <paramref name="channels"/>), rows of the input, pictures. Lines are dense.
    /// </summary>
    public static void Run<TShape>(
        ArrayView<float> dy, ArrayView<float> lines, int items, int channels, int height, int dyPixel, int dyRow, int dyImage)
        where TShape : struct, IConvShape
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / channels;
            int at = Grid.IdxZ * dyImage + column * dyPixel + item - column * channels;
            int start = Grid.IdxY * TShape.Stride.Height - TShape.Pad.Height;
            int end = start + TShape.Kernel.Height < height ? start + TShape.Kernel.Height : height;
            float sum = 0;
            for (int row = start > 0 ? start : 0; row < end; row++)
            {
                sum += dy[at + row * dyRow] * BilinearAxis.Weight<Rows<TShape>>(row - start);
            }

            lines[(Grid.IdxZ * Grid.DimY + Grid.IdxY) * items + item] = sum;
        }
    }
}
