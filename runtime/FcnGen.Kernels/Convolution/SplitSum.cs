using ILGPU;

namespace FcnGen.Kernels;

/// <summary>Adds the partial sums of a convolution whose inner dimension was split, in a fixed order, and finishes them.</summary>
public static class SplitSum
{
    /// <summary>y[i] = epilogue(Σ_s partial[s][i]) over <paramref name="quads"/> quads of NHWC values. Group: 256 threads, one quad each.</summary>
    public static void Run<TShape, TEpilogue, TMask>(
        ArrayView<float> partial, ArrayView<float> bias, ArrayView<float> value, ArrayView<float> y, int quads, int splits)
        where TShape : struct, IConvShape where TEpilogue : struct, IEpilogue where TMask : struct, IGradientMask
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < quads)
        {
            F4 sum = default;
            for (int split = 0; split < splits; split++)
            {
                var p = partial.Cast<F4>()[split * quads + at];
                sum.X += p.X;
                sum.Y += p.Y;
                sum.Z += p.Z;
                sum.W += p.W;
            }

            int channel = (at - at / (TShape.OutputChannels >> 2) * (TShape.OutputChannels >> 2)) * 4;
            var b = ConvOutput.BiasAt<TShape, TEpilogue>(bias, channel);
            y.Cast<F4>()[at] = ConvOutput.Finish<TEpilogue, TMask>(sum, b, value, at);
        }
    }
}
