using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) with an L2 penalty in the gradient, as Caffe and PyTorch have it:
/// g' = scale·g + decay·w; m ← β₁·m + (1 − β₁)·g'; v ← β₂·v + (1 − β₂)·g'²; w ← w − rate·m / (√v + ε). The correction of the moments'
/// bias is in rate and ε, in the form at the end of section 2 there: rate = α·√(1 − β₂ᵗ) / (1 − β₁ᵗ), ε = ε·√(1 − β₂ᵗ). ε must be positive.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Adam : IUpdateRule
{
    /// <inheritdoc/>
    public static int States => 2;

    /// <inheritdoc/>
    public static string Name => "adam";

    /// <inheritdoc/>
    public static Updated<T> Apply<T, TArithmetic>(Updated<T> old, T gradient, UpdateFactors factors)
        where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T slope = TArithmetic.Add(
            TArithmetic.Multiply(gradient, TArithmetic.Of(factors.GradientScale)), TArithmetic.Multiply(old.Value, TArithmetic.Of(factors.Decay)));
        Updated<T> updated = AdamMoments.Of<T, TArithmetic>(old, slope, factors);
        updated.Value = TArithmetic.Subtract(old.Value, AdamMoments.Step<T, TArithmetic>(updated, factors));
        return updated;
    }
}

/// <summary>
/// As <see cref="Adam"/>, with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2, as PyTorch scales it):
/// g' = scale·g; m and v as there; w ← w − decay·w − rate·m / (√v + ε), where decay = α·λ without the correction of the bias.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AdamW : IUpdateRule
{
    /// <inheritdoc/>
    public static int States => 2;

    /// <inheritdoc/>
    public static string Name => "adamw";

    /// <inheritdoc/>
    public static Updated<T> Apply<T, TArithmetic>(Updated<T> old, T gradient, UpdateFactors factors)
        where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T slope = TArithmetic.Multiply(gradient, TArithmetic.Of(factors.GradientScale));
        Updated<T> updated = AdamMoments.Of<T, TArithmetic>(old, slope, factors);

        // Both at once: w·(1 − decay) would round a small decay away.
        T change = TArithmetic.Add(TArithmetic.Multiply(old.Value, TArithmetic.Of(factors.Decay)), AdamMoments.Step<T, TArithmetic>(updated, factors));
        updated.Value = TArithmetic.Subtract(old.Value, change);
        return updated;
    }
}

/// <summary>What both rules have in common.</summary>
internal static class AdamMoments
{
    /// <summary>The old value with the moments after a gradient.</summary>
    public static Updated<T> Of<T, TArithmetic>(Updated<T> old, T slope, UpdateFactors factors)
        where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        old.First = TArithmetic.Add(
            TArithmetic.Multiply(old.First, TArithmetic.Of(factors.First)), TArithmetic.Multiply(slope, TArithmetic.Of(1 - factors.First)));
        old.Second = TArithmetic.Add(
            TArithmetic.Multiply(old.Second, TArithmetic.Of(factors.Second)),
            TArithmetic.Multiply(TArithmetic.Multiply(slope, slope), TArithmetic.Of(1 - factors.Second)));
        return old;
    }

    /// <summary>rate·m / (√v + ε).</summary>
    public static T Step<T, TArithmetic>(Updated<T> moments, UpdateFactors factors)
        where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T divisor = TArithmetic.Add(TArithmetic.Sqrt(moments.Second), TArithmetic.Of(factors.Epsilon));
        return TArithmetic.Multiply(TArithmetic.Divide(moments.First, divisor), TArithmetic.Of(factors.Rate));
    }
}
