using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>What both halves of the gradient of a resized map do along their axis.</summary>
internal static class ResizeGradient
{
    /// <summary>Σ of the gradients of the outputs that read cell <paramref name="input"/>, which lie <paramref name="stride"/> floats apart from <paramref name="at"/> on.</summary>
    public static F4 Sum<TShape, TLanes>(ArrayView<float> from, int at, int stride, ResizeAxis axis, int input, int outputs, float share)
        where TShape : struct, IResizeShape where TLanes : struct, ILanes
    {
        int end = axis.Start(input + 1, outputs);
        F4 sum = default;
        for (int output = axis.Start(input - ResizeAxis.Reach(TShape.Mode), outputs); output < end; output++)
        {
            F4 gradient = LaneAccess.Load<TLanes>(from, at + output * stride);
            if (TShape.Mode == ResizeMode.Bilinear)
            {
                gradient = LaneAccess.Scale(gradient, axis.Weight(output, input) * share);
            }

            sum = F4.Add(sum, gradient);
        }

        return sum;
    }
}
