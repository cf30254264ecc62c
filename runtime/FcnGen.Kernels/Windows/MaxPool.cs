using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The largest value of each window, clipped to the picture, and on request which tap it was (the first of equals).</summary>
internal static class MaxPool
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row of y (cells times
    /// <paramref name="perCell"/>), rows, pictures. Strides count floats; winners are dense and written if <paramref name="keep"/> is not 0.
    /// </summary>
    public static void Run<TShape, TLanes>(
        ArrayView<float> x, ArrayView<float> y, ArrayView<byte> winners, int items, int perCell, int height, int width,
        int xPixel, int xRow, int xImage, int yPixel, int yRow, int yImage, int keep)
        where TShape : struct, IPoolShape where TLanes : struct, ILanes
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            int top = Grid.IdxY * TShape.Stride.Height - TShape.Pad.Height;
            int left = column * TShape.Stride.Width - TShape.Pad.Width;
            int firstRow = top > 0 ? top : 0;
            int firstColumn = left > 0 ? left : 0;
            int endRow = top + TShape.Kernel.Height < height ? top + TShape.Kernel.Height : height;
            int endColumn = left + TShape.Kernel.Width < width ? left + TShape.Kernel.Width : width;
            F4 best;
            best.X = float.MinValue;
            best.Y = float.MinValue;
            best.Z = float.MinValue;
            best.W = float.MinValue;
            Taps taps = default;
            for (int h = firstRow; h < endRow; h++)
            {
                for (int w = firstColumn; w < endColumn; w++)
                {
                    F4 value = LaneAccess.Load<TLanes>(x, Grid.IdxZ * xImage + h * xRow + w * xPixel + channel);
                    taps = Taps.Win(taps, best, value, (h - top) * TShape.Kernel.Width + w - left);
                    best = Larger(best, value);
                }
            }

            LaneAccess.Store<TLanes>(y, Grid.IdxZ * yImage + Grid.IdxY * yRow + column * yPixel + channel, best);
            if (keep != 0)
            {
                taps.Store<TLanes>(winners, ((Grid.IdxZ * Grid.DimY + Grid.IdxY) * items + item) * TLanes.Count);
            }
        }
    }

    private static F4 Larger(F4 best, F4 value)
    {
        F4 r;
        r.X = value.X > best.X ? value.X : best.X;
        r.Y = value.Y > best.Y ? value.Y : best.Y;
        r.Z = value.Z > best.Z ? value.Z : best.Z;
        r.W = value.W > best.W ? value.W : best.W;
        return r;
    }
}
