using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>A resized map: each cell from the four around its position, or a copy of one. Coordinates and sizes are arguments.</summary>
internal static class Resize
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row of y (cells times <paramref name="perCell"/>), rows,
    /// pictures. Height and width are those of x; the numbers of each axis are those of <see cref="ResizeAxis"/>, a share is 1 over its divisor.
    /// </summary>
    public static void Run<TShape, TLanes>(
        ArrayView<float> x, ArrayView<float> y, int items, int perCell, int height, int width,
        int rowScale, int rowOffset, int rowDivisor, int columnScale, int columnOffset, int columnDivisor,
        int xPixel, int xRow, int xImage, int yPixel, int yRow, int yImage, int accumulate, float rowShare, float columnShare)
        where TShape : struct, IResizeShape where TLanes : struct, ILanes
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            int rowPosition = new ResizeAxis(rowScale, rowOffset, rowDivisor, height).Position(Grid.IdxY);
            int columnPosition = new ResizeAxis(columnScale, columnOffset, columnDivisor, width).Position(column);
            int firstRow = rowPosition / rowDivisor;
            int firstColumn = columnPosition / columnDivisor;
            int from = Grid.IdxZ * xImage + firstRow * xRow + firstColumn * xPixel + channel;
            F4 value = LaneAccess.Load<TLanes>(x, from);
            if (TShape.Mode == ResizeMode.Bilinear)
            {
                // Behind the last row and column nothing has a weight, nor is there anything to read.
                int rowRest = rowPosition - firstRow * rowDivisor;
                int columnRest = columnPosition - firstColumn * columnDivisor;
                int right = columnRest > 0 ? xPixel : 0;
                int below = from + (rowRest > 0 ? xRow : 0);
                float before = (columnDivisor - columnRest) * columnShare;
                float after = columnRest * columnShare;
                F4 upper = Blend(value, before, LaneAccess.Load<TLanes>(x, from + right), after);
                F4 lower = Blend(LaneAccess.Load<TLanes>(x, below), before, LaneAccess.Load<TLanes>(x, below + right), after);
                value = Blend(upper, (rowDivisor - rowRest) * rowShare, lower, rowRest * rowShare);
            }

            int to = Grid.IdxZ * yImage + Grid.IdxY * yRow + column * yPixel + channel;
            if (accumulate != 0)
            {
                value = F4.Add(value, LaneAccess.Load<TLanes>(y, to));
            }

            LaneAccess.Store<TLanes>(y, to, value);
        }
    }

    private static F4 Blend(F4 a, float aWeight, F4 b, float bWeight) => F4.Add(LaneAccess.Scale(a, aWeight), LaneAccess.Scale(b, bWeight));
}
