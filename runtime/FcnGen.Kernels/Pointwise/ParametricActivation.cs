using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>to = activation(from), with a learned value per channel.</summary>
internal static class ParametricActivation
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row (cells times <paramref name="perCell"/>),
    /// rows, pictures. Strides count floats. <paramref name="from"/> and <paramref name="to"/> may be the same.
    /// </summary>
    public static void Run<TLanes, TActivation>(
        ArrayView<float> from, ArrayView<float> to, ArrayView<float> parameter, int items, int perCell,
        int fromPixel, int fromRow, int fromImage, int toPixel, int toRow, int toImage)
        where TLanes : struct, ILanes where TActivation : struct, IParametricActivation
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            F4 value = LaneAccess.Load<TLanes>(from, Grid.IdxZ * fromImage + Grid.IdxY * fromRow + column * fromPixel + channel);
            F4 learned = LaneAccess.Load<TLanes>(parameter, channel);
            LaneAccess.Store<TLanes>(
                to, Grid.IdxZ * toImage + Grid.IdxY * toRow + column * toPixel + channel, TActivation.Apply<F4, QuadArithmetic>(value, learned));
        }
    }
}
