using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The first half of the gradient of a resized map: sums down the columns of dy, for each row of the input.</summary>
internal static class ResizeGradientRows
{
    /// <summary>
    /// lines[image][h][w][c] = Σ of dy over the output rows that read input row h. Group: 256 threads, <typeparamref name="TLanes"/> values each;
    /// grid: the items of a row of dy (cells times <paramref name="perCell"/>), rows of the input, pictures. Height is that of dy. Lines are dense.
    /// </summary>
    public static void Run<TShape, TLanes>(
        ArrayView<float> dy, ArrayView<float> lines, int items, int perCell, int height, int scale, int offset, int divisor,
        int dyPixel, int dyRow, int dyImage, float share)
        where TShape : struct, IResizeShape where TLanes : struct, ILanes
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int at = Grid.IdxZ * dyImage + column * dyPixel + (item - column * perCell) * TLanes.Count;
            var axis = new ResizeAxis(scale, offset, divisor, Grid.DimY);
            F4 sum = ResizeGradient.Sum<TShape, TLanes>(dy, at, dyRow, axis, Grid.IdxY, height, share);
            LaneAccess.Store<TLanes>(lines, ((Grid.IdxZ * Grid.DimY + Grid.IdxY) * items + item) * TLanes.Count, sum);
        }
    }
}
