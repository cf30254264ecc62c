namespace FcnGen.Gpu;

/// <summary>How exactly convolutions multiply.</summary>
public enum Precision
{
    /// <summary>float32 products and sums.</summary>
    Strict,

    /// <summary>
    /// On tensor cores where a layer's shape suits them: factors rounded to TF32 (10 bits after the point), sums in float32. Layers that
    /// don't, and devices without tensor cores, stay strict.
    /// </summary>
    Tf32,
}
