using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// The sigmoid cross-entropy of a score and its gradient, for all devices, by a score x that is turned where the channel is to say yes:
/// s = −x there, else s = x. The loss is then log(1 + e^s) = max(s, 0) + log(1 + e^−|s|), and its derivative by s is σ(s): no exponential can
/// overflow, and no digits are lost however small the two become.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SigmoidCrossEntropy
{
    /// <summary>e^−|s|, which the loss and its derivative share; 0 to 1.</summary>
    public static T Decay<T, TArithmetic>(T s) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T negative = TArithmetic.Subtract(TArithmetic.Of(0), s);
        return TArithmetic.Exp(TArithmetic.Subtract(TArithmetic.Of(0), TArithmetic.Max(s, negative)));
    }

    /// <summary>log(1 + e^s).</summary>
    /// <param name="s">The turned score.</param>
    /// <param name="decay">Its <see cref="Decay"/>.</param>
    public static T Loss<T, TArithmetic>(T s, T decay) where T : unmanaged where TArithmetic : struct, IArithmetic<T> =>
        TArithmetic.Add(TArithmetic.Max(s, TArithmetic.Of(0)), LogOfOneAnd<T, TArithmetic>(decay));

    /// <summary>σ(s).</summary>
    /// <param name="s">The turned score.</param>
    /// <param name="decay">Its <see cref="Decay"/>.</param>
    public static T Derivative<T, TArithmetic>(T s, T decay) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T above = TArithmetic.Divide(TArithmetic.Of(1), TArithmetic.Add(TArithmetic.Of(1), decay));
        return TArithmetic.IfGreater(s, TArithmetic.Of(0), above, TArithmetic.Multiply(decay, above));
    }

    /// <summary>
    /// log(1 + e) for e from 0 to 1, as 2·artanh(e / (2 + e)): seven terms of that series leave a relative error of 2e-8, where a logarithm of
    /// 1 + e would keep none of the digits of a small e, and those of GPUs even fewer.
    /// </summary>
    private static T LogOfOneAnd<T, TArithmetic>(T e) where T : unmanaged where TArithmetic : struct, IArithmetic<T>
    {
        T x = TArithmetic.Divide(e, TArithmetic.Add(TArithmetic.Of(2), e));
        T square = TArithmetic.Multiply(x, x);
        T sum = TArithmetic.Of(1 / 13f);
        sum = TArithmetic.Add(TArithmetic.Multiply(sum, square), TArithmetic.Of(1 / 11f));
        sum = TArithmetic.Add(TArithmetic.Multiply(sum, square), TArithmetic.Of(1 / 9f));
        sum = TArithmetic.Add(TArithmetic.Multiply(sum, square), TArithmetic.Of(1 / 7f));
        sum = TArithmetic.Add(TArithmetic.Multiply(sum, square), TArithmetic.Of(1 / 5f));
        sum = TArithmetic.Add(TArithmetic.Multiply(sum, square), TArithmetic.Of(1 / 3f));
        sum = TArithmetic.Add(TArithmetic.Multiply(sum, square), TArithmetic.Of(1));
        return TArithmetic.Multiply(TArithmetic.Add(x, x), sum);
    }
}
