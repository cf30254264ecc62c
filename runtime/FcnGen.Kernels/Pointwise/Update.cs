using FcnGen.CompilerServices;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>One step of an optimiser over the values of one parameter.</summary>
internal static class Update
{
    /// <summary>
    /// <paramref name="quads"/> quads of packed values; padding stays zero. Group: 256 threads, one quad each. A state that
    /// <typeparamref name="TRule"/> does not keep is not touched; its view may be any.
    /// </summary>
    public static void Run<TRule>(
        ArrayView<float> values, ArrayView<float> gradient, ArrayView<float> first, ArrayView<float> second,
        int quads, float rate, float decay, float gradientScale, float keepFirst, float keepSecond, float epsilon)
        where TRule : struct, IUpdateRule
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < quads)
        {
            UpdateFactors factors = default;
            factors.Rate = rate;
            factors.Decay = decay;
            factors.GradientScale = gradientScale;
            factors.First = keepFirst;
            factors.Second = keepSecond;
            factors.Epsilon = epsilon;
            Updated<F4> old = default;
            old.Value = values.Cast<F4>()[at];
            if (TRule.States > 0)
            {
                old.First = first.Cast<F4>()[at];
            }

            if (TRule.States > 1)
            {
                old.Second = second.Cast<F4>()[at];
            }

            var updated = TRule.Apply<F4, QuadArithmetic>(old, gradient.Cast<F4>()[at], factors);
            if (TRule.States > 0)
            {
                first.Cast<F4>()[at] = updated.First;
            }

            if (TRule.States > 1)
            {
                second.Cast<F4>()[at] = updated.Second;
            }

            values.Cast<F4>()[at] = updated.Value;
        }
    }
}
