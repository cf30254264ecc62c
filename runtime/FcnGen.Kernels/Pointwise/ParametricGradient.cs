using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>dx = mask(dx·accumulate + the gradient by what came into an activation with a learned value per channel).</summary>
internal static class ParametricGradient
{
    /// <summary>
    /// As <see cref="ParametricActivation"/>; <paramref name="x"/> is what came in, and what the mask is read from. <paramref name="dy"/> and
    /// <paramref name="dx"/> may be the same.
    /// </summary>
    public static void Run<TLanes, TActivation, TMask>(
        ArrayView<float> dy, ArrayView<float> dx, ArrayView<float> x, ArrayView<float> parameter, int items, int perCell,
        int dyPixel, int dyRow, int dyImage, int dxPixel, int dxRow, int dxImage, int xPixel, int xRow, int xImage,
        int accumulate)
        where TLanes : struct, ILanes where TActivation : struct, IParametricActivation where TMask : struct, IGradientMask
    {
        int item = Grid.IdxX * 256 + Group.IdxX;
        if (item < items)
        {
            int column = item / perCell;
            int channel = (item - column * perCell) * TLanes.Count;
            int row = Grid.IdxY;
            int image = Grid.IdxZ;
            F4 gradient = LaneAccess.Load<TLanes>(dy, image * dyImage + row * dyRow + column * dyPixel + channel);
            int stored = image * xImage + row * xRow + column * xPixel + channel;
            gradient = TActivation.Gradient<F4, QuadArithmetic>(gradient, LaneAccess.Load<TLanes>(x, stored), LaneAccess.Load<TLanes>(parameter, channel));
            GradientOutput.Store<TMask, TLanes>(dx, image * dxImage + row * dxRow + column * dxPixel + channel, x, stored, gradient, accumulate);
        }
    }
}
