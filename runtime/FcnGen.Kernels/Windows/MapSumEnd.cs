using FcnGen.CompilerServices;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Adds the parts of <see cref="MapSum"/> in their order: dx = mask(dx · accumulate + factor · Σ), one cell a picture.</summary>
internal static class MapSumEnd
{
    /// <summary>Group: 256 threads, a channel each; grid: channels; 1; pictures.</summary>
    public static void Run<TMask>(
        ArrayView<float> partial, ArrayView<float> x, ArrayView<float> dx, int channels, int splits, int xImage, int dxImage, int accumulate, float factor)
        where TMask : struct, IGradientMask
    {
        int channel = Grid.IdxX * 256 + Group.IdxX;
        if (channel < channels)
        {
            int at = Grid.IdxZ * splits * channels + channel;
            CompensatedSum sum = default;
            for (int split = 0; split < splits; split++)
            {
                sum = sum.Plus(partial[at]);
                at += channels;
            }

            GradientOutput.Store<TMask>(dx, Grid.IdxZ * dxImage + channel, x, Grid.IdxZ * xImage + channel, sum.Value * factor, accumulate);
        }
    }
}
