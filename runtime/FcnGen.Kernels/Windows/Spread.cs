using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The only cell of each picture for every cell of a map: dx = mask(dx · accumulate + factor · dy).</summary>
internal static class Spread
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: items of a row of dx (cells times <paramref name="perCell"/>), rows, pictures.
    /// </summary>
    public static void Run<TMask, TLanes>(
        ArrayView<float> dy, ArrayView<float> x, ArrayView<float> dx, int items, int perCell, int dyImage,
        int xPixel, int xRow, int xImage, int dxPixel, int dxRow, int dxImage, int accumulate, float factor)
        where TMask : struct, IGradientMask where TLanes : struct, ILanes
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            F4 value = LaneAccess.Scale(LaneAccess.Load<TLanes>(dy, Grid.IdxZ * dyImage + channel), factor);
            GradientOutput.Store<TMask, TLanes>(
                dx, Grid.IdxZ * dxImage + Grid.IdxY * dxRow + column * dxPixel + channel,
                x, Grid.IdxZ * xImage + Grid.IdxY * xRow + column * xPixel + channel, value, accumulate);
        }
    }
}
