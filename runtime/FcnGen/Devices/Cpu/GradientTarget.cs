using System.Numerics;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>Where the gradient of an operation goes: dx = mask(dx · accumulate + gradient).</summary>
internal unsafe struct GradientTarget
{
    public View To;
    public View MaskSource;
    public bool Accumulate;
    public bool Masks;
    public delegate*<float*, float*, int, void> Gradient;
    public float Factor;

    public static GradientTarget Of<TMask>(View dx, View x, bool accumulate) where TMask : struct, IGradientMask =>
        new() { To = dx, MaskSource = x, Accumulate = accumulate, Masks = TMask.Masks, Gradient = GradientRun<TMask>.Address, Factor = TMask.Factor };

    /// <summary>Stores the gradient of one cell.</summary>
    public readonly void Store(float* gradient, int image, int h, int w)
    {
        float* to = To.Row(image, h) + (long)w * To.PixelStride;
        float* source = Masks ? MaskSource.Row(image, h) + (long)w * MaskSource.PixelStride : null;
        float* mask = Gradient is null ? source : null;
        int count = To.Channels;
        int c = 0;
        for (; c <= count - Lanes.Width; c += Lanes.Width)
        {
            Vector<float> value = Vector.Load(gradient + c);
            if (Accumulate) value += Vector.Load(to + c);
            value *= Factor;
            if (mask is not null) value = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Load(mask + c), Vector<float>.Zero), value, Vector<float>.Zero);
            Vector.Store(value, to + c);
        }

        for (; c < count; c++)
        {
            float value = (Accumulate ? gradient[c] + to[c] : gradient[c]) * Factor;
            to[c] = mask is null || mask[c] > 0 ? value : 0;
        }

        if (Gradient is not null) Gradient(to, source, count);
    }
}
