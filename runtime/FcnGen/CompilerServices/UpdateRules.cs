using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// Caffe's stochastic gradient descent with momentum: v ← momentum·v + rate·(scale·g + decay·w); w ← w − v. The rate is part of the
/// velocity, which matters where it changes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Momentum : IUpdateRule
{
    /// <inheritdoc/>
    public static int States => 1;

    /// <inheritdoc/>
    public static string Name => "momentum";

    /// <inheritdoc/>
    public static Updated<T> Apply<T, TArithmetic>(Updated<T> old, T gradient, UpdateFactors factors)
        where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T slope = TArithmetic.Add(
            TArithmetic.Multiply(gradient, TArithmetic.Of(factors.GradientScale)), TArithmetic.Multiply(old.Value, TArithmetic.Of(factors.Decay)));
        T velocity = TArithmetic.Add(
            TArithmetic.Multiply(old.First, TArithmetic.Of(factors.First)), TArithmetic.Multiply(slope, TArithmetic.Of(factors.Rate)));
        old.Value = TArithmetic.Subtract(old.Value, velocity);
        old.First = velocity;
        return old;
    }
}

/// <summary>A running average: w ← w + rate·(scale·g − w), where g is the statistic that the pass has found.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RunningAverage : IUpdateRule
{
    /// <inheritdoc/>
    public static int States => 0;

    /// <inheritdoc/>
    public static string Name => "running_average";

    /// <inheritdoc/>
    public static Updated<T> Apply<T, TArithmetic>(Updated<T> old, T gradient, UpdateFactors factors)
        where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T change = TArithmetic.Subtract(TArithmetic.Multiply(gradient, TArithmetic.Of(factors.GradientScale)), old.Value);
        old.Value = TArithmetic.Add(old.Value, TArithmetic.Multiply(change, TArithmetic.Of(factors.Rate)));
        return old;
    }
}
