using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The class with the largest enlarged score of each pixel, the first of equals; the scores are not stored.</summary>
internal static class BilinearArgMax
{
    /// <summary>Group: 256 threads, one pixel each; grid: columns, rows, pictures. Height and width are those of x; labels are dense.</summary>
    public static void Run<TShape>(
        ArrayView<float> x, ArrayView<byte> labels, int labelWidth, int channels, int height, int width, int xPixel, int xRow, int xImage)
        where TShape : struct, IConvShape
    {
        int column = Grid.IdxX * 256 + Group.IdxX;
        if (column < labelWidth)
        {
            var rows = BilinearAxis.At<TShape, Rows<TShape>>(Grid.IdxY, height);
            var columns = BilinearAxis.At<TShape, Columns<TShape>>(column, width);
            int at = Grid.IdxZ * xImage;
            float largest = BilinearAxis.Sum<TShape>(x, at, xPixel, xRow, rows, columns);
            int label = 0;
            for (int channel = 1; channel < channels; channel++)
            {
                float value = BilinearAxis.Sum<TShape>(x, at + channel, xPixel, xRow, rows, columns);

                // Selections: OpenCL takes a branch on a comparison with what is not a number the wrong way.
                label = value > largest ? channel : label;
                largest = value > largest ? value : largest;
            }

            labels[(Grid.IdxZ * Grid.DimY + Grid.IdxY) * labelWidth + column] = (byte)label;
        }
    }
}
