using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>
/// to = mask(activation(load · to + factor · from) · maskFactor), for other activations than a ReLU: one kernel each. What all networks need is
/// <see cref="Pointwise"/>.
/// </summary>
internal static class PointwiseFormula
{
    /// <summary>
    /// Group: 256 threads, <typeparamref name="TLanes"/> values each; grid: the items of a row (cells times <paramref name="perCell"/>),
    /// rows, pictures. Strides count floats. Of <see cref="PointwiseSteps"/> only the first is looked at.
    /// </summary>
    public static void Run<TLanes, TEpilogue, TMask>(
        ArrayView<float> from, ArrayView<float> to, ArrayView<float> mask, int items, int perCell,
        int fromPixel, int fromRow, int fromImage, int toPixel, int toRow, int toImage, int maskPixel, int maskRow, int maskImage,
        int steps, float factor, float maskFactor)
        where TLanes : struct, ILanes where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            int row = Grid.IdxY;
            int image = Grid.IdxZ;
            F4 value = LaneAccess.Scale(LaneAccess.Load<TLanes>(from, image * fromImage + row * fromRow + column * fromPixel + channel), factor);
            int at = image * toImage + row * toRow + column * toPixel + channel;
            if ((steps & PointwiseSteps.Load) != 0)
            {
                value = F4.Add(value, LaneAccess.Load<TLanes>(to, at));
            }

            value = LaneAccess.Scale(TEpilogue.Apply<F4, QuadArithmetic>(value), maskFactor);
            if (TMask.Masks)
            {
                F4 source = LaneAccess.Load<TLanes>(mask, image * maskImage + row * maskRow + column * maskPixel + channel);
                value = TMask.Apply<F4, QuadArithmetic>(value, source);
            }

            LaneAccess.Store<TLanes>(to, at, value);
        }
    }
}
