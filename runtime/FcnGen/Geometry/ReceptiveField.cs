namespace FcnGen.Geometry;

/// <summary>
/// The side of the square of input pixels that one cell sees, by the paper's composition rule (section 3) k ← k' + (k − 1)·s.
/// </summary>
public static class ReceptiveField
{
    /// <summary>A window of <paramref name="extent"/> cells over a blob of field <paramref name="field"/> whose cells lie <paramref name="stride"/> pixels apart.</summary>
    public static Rational Convolve(Rational field, Rational stride, int extent) => field + (extent - 1) * stride;

    /// <summary>A transposed convolution: at most ⌈k_eff / s⌉ neighbouring cells contribute to one output.</summary>
    public static Rational Deconvolve(Rational field, Rational stride, int extent, int deconvStride) =>
        field + ((extent + deconvStride - 1) / deconvStride - 1) * stride;
}
