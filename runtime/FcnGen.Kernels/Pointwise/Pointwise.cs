using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// to = mask(relu(load · to + drop(factor · from))) · maskFactor: every operation that looks at one value at a time. Which steps are
/// taken is said by <see cref="PointwiseSteps"/> at run time: memory is what such a kernel waits for.
/// </summary>
internal static class Pointwise
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row (cells times <paramref name="perCell"/>),
    /// rows, pictures. Strides count floats. The random bits of a value belong to <paramref name="key"/>
    /// and its position in the dense blob.
    /// </summary>
    public static void Run<TLanes>(
        ArrayView<float> from, ArrayView<float> to, ArrayView<float> mask, ArrayView<int> key, int items, int perCell,
        int fromPixel, int fromRow, int fromImage, int toPixel, int toRow, int toImage, int maskPixel, int maskRow, int maskImage,
        int steps, float factor, float maskFactor, int threshold)
        where TLanes : struct, ILanes
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            int row = Grid.IdxY;
            int image = Grid.IdxZ;
            F4 value = LaneAccess.Scale(LaneAccess.Load<TLanes>(from, image * fromImage + row * fromRow + column * fromPixel + channel), factor);
            if ((steps & PointwiseSteps.Drop) != 0)
            {
                uint position = (uint)(((image * Grid.DimY + row) * items + item) * TLanes.Count);
                value = Keep(value, position, (uint)key[0], (uint)threshold);
            }

            int at = image * toImage + row * toRow + column * toPixel + channel;
            if ((steps & PointwiseSteps.Load) != 0)
            {
                value = F4.Add(value, LaneAccess.Load<TLanes>(to, at));
            }

            if ((steps & PointwiseSteps.Relu) != 0)
            {
                value = LaneAccess.Positive(value);
            }

            value = LaneAccess.Scale(value, maskFactor);
            if ((steps & PointwiseSteps.Mask) != 0)
            {
                F4 source = LaneAccess.Load<TLanes>(mask, image * maskImage + row * maskRow + column * maskPixel + channel);
                value = LaneAccess.WherePositive(source, value);
            }

            LaneAccess.Store<TLanes>(to, at, value);
        }
    }

    private static F4 Keep(F4 value, uint position, uint key, uint threshold)
    {
        F4 r;
        r.X = CounterRandom.Bits(key, position) < threshold ? 0 : value.X;
        r.Y = CounterRandom.Bits(key, position + 1u) < threshold ? 0 : value.Y;
        r.Z = CounterRandom.Bits(key, position + 2u) < threshold ? 0 : value.Z;
        r.W = CounterRandom.Bits(key, position + 3u) < threshold ? 0 : value.W;
        return r;
    }
}
