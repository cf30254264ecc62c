namespace FcnGen.Kernels;

/// <summary>
/// A sum that carries along what rounding took from it (Kahan 1965), so that its error does not grow with the number of values. Exact only where
/// nobody reorders additions, which neither PTX nor OpenCL C does unless asked.
/// </summary>
internal struct CompensatedSum
{
    public float Value;

    private float _lost;

    /// <summary>The sum with another value.</summary>
    public readonly CompensatedSum Plus(float value)
    {
        float wanted = value - _lost;
        float sum = Value + wanted;
        CompensatedSum r;
        r._lost = sum - Value - wanted;
        r.Value = sum;
        return r;
    }
}
